"""You divide the gradient by the number of weights. The mean in the loss is taken over the rows. Which of the two
sizes of the table counts the rows?
"""

import numpy as np


def loss_and_gradient(X, y, w):
    A = add_bias(X)
    r = A @ w - np.ravel(y)
    return np.mean(r**2), 2 * A.T @ r / len(w)
