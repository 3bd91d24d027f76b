"""You shuffle once and go through the rows in that order in every epoch. Rows that came last come last again each
time, and their word counts most. When is the order drawn?
"""

import numpy as np


def sgd(X, y, rate, epochs, size, seed):
    w, order = np.zeros(X.shape[1]), np.random.default_rng(seed).permutation(len(X))
    for _ in range(epochs):
        for start in range(0, len(X), size):
            rows = order[start : start + size]
            r = X[rows] @ w - y[rows]
            w = w - rate * 2 * X[rows].T @ r / len(rows)
    return w
