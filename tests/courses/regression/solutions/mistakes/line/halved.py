"""You halve the mean of the squares. Some books do, because it makes the gradient shorter to write; the description
asks for the mean as it is. What would two residuals of 1 give?
"""

import numpy as np


def mse(X, y, w):
    return np.mean(np.square(residuals(X, y, w))) / 2
