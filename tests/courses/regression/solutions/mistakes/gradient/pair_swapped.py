"""Both things that you give back are right, and they come in the wrong order: first the loss, then its gradient. A
pair has no names, so its order is all that the caller has.
"""

import numpy as np


def loss_and_gradient(X, y, w):
    A = add_bias(X)
    r = A @ w - np.ravel(y)
    return 2 * A.T @ r / len(r), np.mean(r**2)
