"""Where the start holds whole numbers, so does your path: everything behind the point is cut off at each step. Which
kind of numbers does the path need from its first row on?
"""

import numpy as np


def descend(gradient, start, rate, steps):
    path = np.empty((steps + 1, len(start)), dtype=np.asarray(start).dtype)
    path[0] = start
    for step in range(steps):
        path[step + 1] = path[step] - rate * np.asarray(gradient(path[step]))
    return path
