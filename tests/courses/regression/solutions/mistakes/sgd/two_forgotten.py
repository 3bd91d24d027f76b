"""Your steps are half as long as they should be. The derivative of a square has a factor of its own; where is it?"""

import numpy as np


def sgd(X, y, rate, epochs, size, seed):
    w, rng = np.zeros(X.shape[1]), np.random.default_rng(seed)
    for _ in range(epochs):
        for rows in batches(len(X), size, rng.integers(2**31)):
            w = w - rate * X[rows].T @ (X[rows] @ w - y[rows]) / len(rows)
    return w
