"""Your second fit goes on from the weights of the first. A model that is fitted again starts anew, or its answer
depends on what it was shown before. What has to be set at the beginning of each fit?
"""

import numpy as np


class LinearModel:
    def __init__(self, rate, epochs, penalty=0.0):
        self.rate = rate
        self.epochs = epochs
        self.penalty = penalty

    def fit(self, X, y):
        if not hasattr(self, "weights"):
            self.weights, self.bias = np.zeros(X.shape[1]), 0.0
        self.losses = []
        for _ in range(self.epochs):
            r = X @ self.weights + self.bias - y
            self.losses.append(np.mean(r**2))
            self.weights = self.weights - self.rate * 2 * (X.T @ r / len(y) + self.penalty * self.weights)
            self.bias = self.bias - self.rate * 2 * np.mean(r)
        return self

    def predict(self, X):
        return X @ self.weights + self.bias
