"""You take one step more than you were asked for. How many times does the gradient have to be asked for a path of no
steps at all?
"""

import numpy as np


def descend(gradient, start, rate, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps + 1):
        path.append(path[-1] - rate * np.asarray(gradient(path[-1])))
    return np.array(path)
