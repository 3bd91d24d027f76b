"""The penalty as a factor below 1 before the step, often called weight decay."""

import numpy as np


class LinearModel:
    def __init__(self, rate, epochs, penalty=0.0):
        self.rate = rate
        self.decay = 1 - 2 * rate * penalty
        self.epochs = epochs

    def fit(self, X, y):
        self.bias, self.weights = 0.0, np.zeros(X.shape[1])
        self.losses = np.empty(self.epochs)
        for epoch in range(self.epochs):
            r = self.predict(X) - y
            self.losses[epoch] = (r * r).mean()
            self.weights = self.decay * self.weights - 2 * self.rate * (r[:, None] * X).mean(axis=0)
            self.bias -= 2 * self.rate * r.mean()
        return self

    def predict(self, X):
        return (X * self.weights).sum(axis=1) + self.bias


def ridge(X, y, penalty):
    C = X - X.mean(axis=0)
    U, s, Vt = np.linalg.svd(C, full_matrices=False)
    weights = Vt.T @ (s / (s**2 + len(X) * penalty) * (U.T @ (y - y.mean())))
    return weights, y.mean() - X.mean(axis=0) @ weights


def r_squared(y, predictions):
    return 1 - np.mean(np.square(y - predictions)) / np.var(y)
