"""NumPy, written out."""

import numpy as np


def area(x, y):
    x, y = np.array(x), np.array(y)
    return (np.diff(x) * (y[1:] + y[:-1]) / 2).sum()
