"""The derivative of a square is two times what is squared, times its inner derivative. Your gradient has half the
length it should have. Which factor did the square leave behind?
"""

import numpy as np


def loss_and_gradient(X, y, w):
    A = add_bias(X)
    r = A @ w - np.ravel(y)
    return np.mean(r**2), A.T @ r / len(r)
