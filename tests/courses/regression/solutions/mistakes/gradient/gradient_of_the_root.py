"""You give back the root of the mean of the squares as the loss. It has its lowest point in the same place, but
another gradient: the loss and the gradient of a pair must belong together.
"""

import numpy as np


def loss_and_gradient(X, y, w):
    A = add_bias(X)
    r = A @ w - np.ravel(y)
    return np.sqrt(np.mean(r**2)), 2 * A.T @ r / len(r)
