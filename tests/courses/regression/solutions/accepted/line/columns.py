"""Everything is a column until the end."""

import numpy as np


def add_bias(X):
    return np.insert(X.astype(float), 0, 1.0, axis=1)


def predict(X, w):
    return np.dot(add_bias(X), np.asarray(w)[:, None])[:, 0]


def residuals(X, y, w):
    column = predict(X, w)[:, np.newaxis] - y.reshape(len(X), 1)
    return column.flatten()


def mse(X, y, w):
    return float(np.linalg.norm(residuals(X, y, w)) ** 2 / X.shape[0])
