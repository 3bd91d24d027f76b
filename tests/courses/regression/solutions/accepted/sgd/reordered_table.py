"""The whole table put in a new order each epoch, X and y together."""

import numpy as np


def batches(n, size, seed):
    order = np.argsort(np.random.default_rng(seed).random(n))
    return np.split(order, range(size, n, size))


def sgd(X, y, rate, epochs, size, seed):
    table = np.column_stack([X, y])
    rng = np.random.default_rng([seed, 1])
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        rng.shuffle(table)
        for rows in (table[at : at + size] for at in range(0, len(table), size)):
            A, b = rows[:, :-1], rows[:, -1]
            w = w - 2 * rate / len(rows) * A.T @ (A @ w - b)
    return w
