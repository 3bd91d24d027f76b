"""Einstein sums, and the steps as rows of a table."""

import numpy as np


def add_bias(X):
    return np.column_stack([np.ones(X.shape[0]), X])


def loss_and_gradient(X, y, w):
    A = add_bias(X)
    r = np.einsum("nd,d->n", A, w) - y.reshape(-1)
    return np.average(r**2), np.einsum("n,nd->d", r, A) * (2 / r.size)


def numeric_gradient(f, w, h=1e-5):
    steps = h * np.eye(len(w))
    return np.array([f(w + step) - f(w - step) for step in steps]) / (2 * h)


def disagreement(f, gradient, w):
    gaps = np.asarray(numeric_gradient(f, w)) - gradient(w)
    return max(gaps.max(), -gaps.min())
