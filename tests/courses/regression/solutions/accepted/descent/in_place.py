"""A working copy that moves, and a copy of it for the path."""

import numpy as np


def descend(gradient, start, rate, steps):
    here, path = np.array(start, float), []
    for _ in range(steps):
        path.append(here.copy())
        here -= np.multiply(rate, gradient(here.copy()))
    return np.array([*path, here])


def fit_line(x, y, rate, epochs):
    w = np.zeros(2)
    for _ in range(epochs):
        gaps = np.polyval(w, x) - y
        w -= 2 * rate * np.array([(gaps * x).mean(), gaps.mean()])
    return w[0], w[1]


def largest_rate(X):
    n = X.shape[0]
    values = np.linalg.svd(X / n**0.5, compute_uv=False)
    return values[0] ** -2
