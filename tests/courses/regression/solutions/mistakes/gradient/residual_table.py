"""When y comes as a column, your residuals become a table of n times n: every prediction less every measured value.
The loss looks like a number all the same. Lay y flat before you subtract.
"""

import numpy as np


def loss_and_gradient(X, y, w):
    A = add_bias(X)
    r = A @ w - y
    return np.mean(r**2), 2 * A.T @ r / len(r)
