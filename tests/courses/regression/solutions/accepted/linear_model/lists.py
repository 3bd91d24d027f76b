"""Plain loops; the minimum by rows that stand for the penalty."""

import numpy as np


class LinearModel:
    def __init__(self, rate, epochs, penalty=0.0):
        self.rate, self.epochs, self.penalty = rate, epochs, penalty

    def _one(self, row):
        return self.bias + sum(w * x for w, x in zip(self.weights, row))

    def fit(self, X, y):
        n, d = X.shape
        self.weights, self.bias = [0.0] * d, 0.0
        self.losses = []
        for _ in range(self.epochs):
            gaps = [self._one(row) - value for row, value in zip(X, y)]
            self.losses.append(sum(gap * gap for gap in gaps) / n)
            slopes = [2 * sum(gap * row[j] for gap, row in zip(gaps, X)) / n for j in range(d)]
            self.bias -= self.rate * 2 * sum(gaps) / n
            self.weights = [w - self.rate * (s + 2 * self.penalty * w) for w, s in zip(self.weights, slopes)]
        return self

    def predict(self, X):
        return [self._one(row) for row in X]


def ridge(X, y, penalty):
    n, d = X.shape
    x_mean, y_mean = np.mean(X, axis=0), np.mean(y)
    rows = np.vstack([X - x_mean, np.sqrt(n * penalty) * np.eye(d)])
    weights = np.linalg.lstsq(rows, np.append(y - y_mean, np.zeros(d)), rcond=None)[0]
    return weights, y_mean - np.dot(weights, x_mean)


def r_squared(y, predictions):
    middle = sum(y) / len(y)
    left = sum((a - b) ** 2 for a, b in zip(y, predictions))
    return 1 - left / sum((a - middle) ** 2 for a in y)
