"""Your step is as long as the gradient: the rate is never used. What does a caller change when a descent jumps out?"""

import numpy as np


def descend(gradient, start, rate, steps):
    path = np.empty((steps + 1, len(start)))
    path[0] = start
    for step in range(steps):
        path[step + 1] = path[step] - np.asarray(gradient(path[step]))
    return path
