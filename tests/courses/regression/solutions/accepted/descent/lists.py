"""Lists of points; derivatives as sums; the singular value of the table."""

import numpy as np


def descend(gradient, start, rate, steps):
    path = [[float(value) for value in start]]
    for _ in range(steps):
        here = path[-1]
        path.append([a - rate * b for a, b in zip(here, gradient(np.array(here)), strict=True)])
    return path


def fit_line(x, y, rate, epochs):
    slope = intercept = 0
    for _ in range(epochs):
        down = across = 0
        for one, other in zip(x, y, strict=True):
            gap = slope * one + intercept - other
            across += 2 * gap * one / len(x)
            down += 2 * gap / len(x)
        slope -= rate * across
        intercept -= rate * down
    return [slope, intercept]


def largest_rate(X):
    return len(X) / np.linalg.norm(X, 2) ** 2
