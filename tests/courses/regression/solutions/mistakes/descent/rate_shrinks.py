"""You make the rate smaller with each step. Some methods do; the description's rate stays as it is from the first
step to the last.
"""

import numpy as np


def descend(gradient, start, rate, steps):
    path = np.empty((steps + 1, len(start)))
    path[0] = start
    for step in range(steps):
        path[step + 1] = path[step] - rate / (step + 1) * np.asarray(gradient(path[step]))
    return path
