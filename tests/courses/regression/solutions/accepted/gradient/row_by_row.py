"""Plain loops: each row adds its part."""

import numpy as np


def add_bias(X):
    return [[1.0, *row] for row in X]


def loss_and_gradient(X, y, w):
    n = len(X)
    loss, slopes = 0.0, [0.0] * len(w)
    for row, value in zip(add_bias(X), np.ravel(y), strict=True):
        r = sum(a * b for a, b in zip(row, w, strict=True)) - value
        loss += r * r / n
        for j, a in enumerate(row):
            slopes[j] += 2 * r * a / n
    return loss, slopes


def numeric_gradient(f, w, h=1e-5):
    slopes = []
    for j in range(len(w)):
        right, left = [float(x) for x in w], [float(x) for x in w]
        right[j] += h
        left[j] -= h
        slopes.append((f(np.array(right)) - f(np.array(left))) / (right[j] - left[j]))
    return slopes


def disagreement(f, gradient, w):
    pairs = zip(gradient(w), numeric_gradient(f, w), strict=True)
    return max(abs(a - b) for a, b in pairs)
