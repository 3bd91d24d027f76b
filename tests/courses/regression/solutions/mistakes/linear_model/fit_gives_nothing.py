"""Your fit learns and gives nothing back, so fit and predict cannot be written in one line. The description says what
it gives. What does a function without a return give?
"""

import numpy as np


class LinearModel:
    def __init__(self, rate, epochs, penalty=0.0):
        self.rate = rate
        self.epochs = epochs
        self.penalty = penalty

    def fit(self, X, y):
        self.weights, self.bias, self.losses = np.zeros(X.shape[1]), 0.0, []
        for _ in range(self.epochs):
            r = X @ self.weights + self.bias - y
            self.losses.append(np.mean(r**2))
            self.weights = self.weights - self.rate * 2 * (X.T @ r / len(y) + self.penalty * self.weights)
            self.bias = self.bias - self.rate * 2 * np.mean(r)

    def predict(self, X):
        return X @ self.weights + self.bias
