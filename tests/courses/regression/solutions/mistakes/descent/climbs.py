"""You go along the gradient, and it points uphill: the loss grows with every step. Which sign turns the way round?"""

import numpy as np


def descend(gradient, start, rate, steps):
    path = np.empty((steps + 1, len(start)))
    path[0] = start
    for step in range(steps):
        path[step + 1] = path[step] + rate * np.asarray(gradient(path[step]))
    return path
