"""Your gradient has two entries, for a bias and for the first feature, however many features there are. Which
expression grows with the table?
"""

import numpy as np


def loss_and_gradient(X, y, w):
    r = np.asarray(add_bias(X)) @ w - np.ravel(y)
    return np.mean(r**2), np.array([2 * np.mean(r), 2 * np.mean(r * X[:, 0])])
