"""You shuffle X and y each for itself, so a house gets the price of another one. What holds a row's features and its
measured value together while the order changes?
"""

import numpy as np


def sgd(X, y, rate, epochs, size, seed):
    w, rng = np.zeros(X.shape[1]), np.random.default_rng(seed)
    for _ in range(epochs):
        A, b = rng.permutation(X), rng.permutation(y)
        for start in range(0, len(A), size):
            r = A[start : start + size] @ w - b[start : start + size]
            w = w - rate * 2 * A[start : start + size].T @ r / len(r)
    return w
