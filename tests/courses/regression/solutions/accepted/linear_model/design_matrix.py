"""Bias and weights in one vector, with a column of ones."""

import numpy as np


class LinearModel:
    def __init__(self, rate, epochs, penalty=0.0):
        self.settings = rate, epochs, penalty

    def fit(self, X, y):
        rate, epochs, penalty = self.settings
        A = np.column_stack([X, np.ones(len(X))])
        held = np.append(np.full(X.shape[1], penalty), 0.0)
        w, self.losses = np.zeros(A.shape[1]), []
        for _ in range(epochs):
            r = A @ w - y
            self.losses.append(r @ r / len(r))
            w -= 2 * rate * (A.T @ r / len(r) + held * w)
        self.weights, self.bias = w[:-1], w[-1]
        return self

    def predict(self, X):
        return np.column_stack([X, np.ones(len(X))]) @ np.append(self.weights, self.bias)


def ridge(X, y, penalty):
    A = np.column_stack([X, np.ones(len(X))])
    held = penalty * np.eye(A.shape[1])
    held[-1, -1] = 0
    w = np.linalg.solve(A.T @ A / len(y) + held, A.T @ y / len(y))
    return w[:-1], w[-1]


def r_squared(y, predictions):
    r = y - predictions
    return 1 - r.dot(r) / (len(y) * y.var())
