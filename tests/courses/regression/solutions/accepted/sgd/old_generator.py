"""NumPy's older generator, and a seed for each epoch."""

import numpy as np


def batches(n, size, seed):
    order = np.arange(n)
    np.random.RandomState(seed).shuffle(order)
    return np.array_split(order, [size * k for k in range(1, -(-n // size))])


def sgd(X, y, rate, epochs, size, seed):
    w = np.zeros(X.shape[1])
    for epoch in range(epochs):
        for some in batches(X.shape[0], size, seed * 10_000 + epoch):
            w = w - rate * np.mean(2 * (X[some] @ w - y[some])[:, None] * X[some], axis=0)
    return w
