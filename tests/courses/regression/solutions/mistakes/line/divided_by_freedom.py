"""You divide by the number of rows less the number of weights. That estimates the noise of the measurements; the mean
of the squares divides by the number of squares. How many are there?
"""

import numpy as np


def mse(X, y, w):
    return np.sum(np.square(residuals(X, y, w))) / (len(X) - len(w))
