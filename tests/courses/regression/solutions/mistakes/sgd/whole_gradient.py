"""You work out the gradient over all the rows for every batch. The steps are exact, and each costs as much as a whole
epoch: what the batches were for is lost. Which rows does a step look at?
"""

import numpy as np


def sgd(X, y, rate, epochs, size, seed):
    w = np.zeros(X.shape[1])
    for _ in range(epochs * -(-len(X) // size)):
        w = w - rate * 2 * X.T @ (X @ w - y) / len(X)
    return w
