"""You divide each batch's gradient by `size`, also that of the last batch, which may have fewer rows. Its step is
then too short. How many rows is this mean taken over?
"""

import numpy as np


def sgd(X, y, rate, epochs, size, seed):
    w, rng = np.zeros(X.shape[1]), np.random.default_rng(seed)
    for _ in range(epochs):
        for rows in batches(len(X), size, rng.integers(2**31)):
            w = w - rate * 2 * X[rows].T @ (X[rows] @ w - y[rows]) / size
    return w
