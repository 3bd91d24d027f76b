"""The bias is added, not multiplied by one."""

import numpy as np


def add_bias(X):
    A = np.empty((X.shape[0], X.shape[1] + 1))
    A[:, 0] = 1
    A[:, 1:] = X
    return A


def predict(X, w):
    return w[0] + np.einsum("nd,d->n", X, w[1:])


def residuals(X, y, w):
    return -(y.reshape(-1) - predict(X, w))


def mse(X, y, w):
    r = residuals(X, y, w)
    return r @ r / r.size
