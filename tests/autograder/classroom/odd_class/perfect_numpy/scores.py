"""NumPy; the matrix product itself refuses lengths that do not fit, with a ValueError."""

import numpy as np


def dot(a, b):
    return np.array(a) @ np.array(b)


def scores(query, states):
    return np.array(states) @ np.array(query)
