"""You walk with the array that you were handed, so the caller's start has moved when you are done. Whoever wants to
try another rate from the same place no longer can. Take a copy.
"""

import numpy as np


def descend(gradient, start, rate, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        start -= rate * np.asarray(gradient(start))
        path.append(start.copy())
    return np.array(path)
