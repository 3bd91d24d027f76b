"""A batch's gradient is the mean over its rows; yours is their sum. Twice the batch then makes twice the step. What
is each batch divided by?
"""

import numpy as np


def sgd(X, y, rate, epochs, size, seed):
    w, rng = np.zeros(X.shape[1]), np.random.default_rng(seed)
    for _ in range(epochs):
        for rows in batches(len(X), size, rng.integers(2**31)):
            w = w - rate * 2 * X[rows].T @ (X[rows] @ w - y[rows])
    return w
