"""You stop one step early. A path of three steps has four points, as a fence of three fields has four posts; one
epoch is one step. How often does your loop run where one step is asked for?
"""

import numpy as np


def descend(gradient, start, rate, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(1, steps):
        path.append(path[-1] - rate * np.asarray(gradient(path[-1])))
    return np.array(path)
