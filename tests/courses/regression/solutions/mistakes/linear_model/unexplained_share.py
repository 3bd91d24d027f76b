"""You give the share that is left unexplained. What is asked for is the rest of the whole: perfect predictions should
get 1. What do yours get for them?
"""

import numpy as np


def r_squared(y, predictions):
    return np.sum((predictions - y) ** 2) / np.sum((y - np.mean(y)) ** 2)
