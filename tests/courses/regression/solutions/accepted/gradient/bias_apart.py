"""The bias and the weights are derived one after the other."""

import numpy as np


def loss_and_gradient(X, y, w):
    r = (X * w[1:]).sum(axis=1) + w[0] - y.flatten()
    slopes = np.empty(len(w))
    slopes[0] = 2 * r.mean()
    slopes[1:] = 2 * (r[:, None] * X).mean(axis=0)
    return r @ r / len(r), slopes


def numeric_gradient(f, w, h=1e-5):
    moved = np.array(w, dtype=float)
    slopes = np.empty(moved.shape)
    for j, kept in enumerate(moved.copy()):
        moved[j] = kept + h
        above = f(moved.copy())
        moved[j] = kept - h
        slopes[j] = (above - f(moved.copy())) / 2 / h
        moved[j] = kept
    return slopes


def disagreement(f, gradient, w):
    return float(np.linalg.norm(np.subtract(gradient(w), numeric_gradient(f, w)), ord=np.inf))
