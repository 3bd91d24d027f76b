"""Every entry of your gradient is the same: the mean of twice the residual. That is right for the bias alone. How
much a prediction changes with a weight depends on the feature that the weight is multiplied by.
"""

import numpy as np


def loss_and_gradient(X, y, w):
    r = add_bias(X) @ w - np.ravel(y)
    return np.mean(r**2), np.full(len(w), 2 * np.mean(r))
