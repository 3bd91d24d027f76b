"""NumPy does it."""

import numpy as np


def median(values):
    if len(values) == 0:
        raise ValueError("no values")
    return np.median(np.array(values))
