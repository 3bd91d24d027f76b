"""You add the gradient, and it points uphill. Each batch makes the error larger. Which sign takes you down?"""

import numpy as np


def sgd(X, y, rate, epochs, size, seed):
    w, rng = np.zeros(X.shape[1]), np.random.default_rng(seed)
    for _ in range(epochs):
        for rows in batches(len(X), size, rng.integers(2**31)):
            w = w + rate * 2 * X[rows].T @ (X[rows] @ w - y[rows]) / len(rows)
    return w
