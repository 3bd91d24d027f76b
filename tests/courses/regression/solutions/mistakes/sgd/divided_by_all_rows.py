"""You divide a batch's gradient by the number of all rows, so a step from two rows of a hundred is fifty times too
short. Over which rows is the batch's mean taken?
"""

import numpy as np


def sgd(X, y, rate, epochs, size, seed):
    w, rng = np.zeros(X.shape[1]), np.random.default_rng(seed)
    for _ in range(epochs):
        for rows in batches(len(X), size, rng.integers(2**31)):
            w = w - rate * 2 * X[rows].T @ (X[rows] @ w - y[rows]) / len(X)
    return w
