"""You take one batch in each epoch and leave the others. An epoch goes through all the rows, a batch at a time. How
many steps does one have with five rows and batches of two?
"""

import numpy as np


def sgd(X, y, rate, epochs, size, seed):
    w, rng = np.zeros(X.shape[1]), np.random.default_rng(seed)
    for _ in range(epochs):
        rows = rng.permutation(len(X))[:size]
        w = w - rate * 2 * X[rows].T @ (X[rows] @ w - y[rows]) / len(rows)
    return w
