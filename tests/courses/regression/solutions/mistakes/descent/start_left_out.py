"""Your path begins after the first step. The start is a point of the path as well, and the one from which all others
can be understood.
"""

import numpy as np


def descend(gradient, start, rate, steps):
    here, path = np.array(start, dtype=float), []
    for _ in range(steps):
        here = here - rate * np.asarray(gradient(here))
        path.append(here)
    return np.array(path)
