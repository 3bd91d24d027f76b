"""The line is a vector of two weights, and the descent does the work."""

import numpy as np


def descend(gradient, start, rate, steps):
    w = np.array(start, dtype=float)
    path = [w]
    while len(path) <= steps:
        w = w - rate * np.array(gradient(w))
        path.append(w)
    return np.stack(path)


def fit_line(x, y, rate, epochs):
    A = np.stack([x, np.ones(len(x))], axis=1)
    path = descend(lambda w: 2 / len(x) * A.T @ (A @ w - y), [0, 0], rate, epochs)
    return tuple(path[-1])


def largest_rate(X):
    return (1 / np.linalg.eig(X.T @ X / X.shape[0])[0].real).min()
