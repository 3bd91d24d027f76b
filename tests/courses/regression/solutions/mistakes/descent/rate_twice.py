"""The rate goes into your step twice, so a rate of 0.1 acts like 0.01 and the descent crawls. Where do you multiply
by it, and where once more?
"""

import numpy as np


def descend(gradient, start, rate, steps):
    path = np.empty((steps + 1, len(start)))
    path[0] = start
    for step in range(steps):
        path[step + 1] = path[step] - rate * (rate * np.asarray(gradient(path[step])))
    return path
