"""Your model trains one epoch less than it was told. How many steps does a model with one epoch take?"""

import numpy as np


class LinearModel:
    def __init__(self, rate, epochs, penalty=0.0):
        self.rate = rate
        self.epochs = epochs
        self.penalty = penalty

    def fit(self, X, y):
        self.weights, self.bias, self.losses = np.zeros(X.shape[1]), 0.0, []
        for _ in range(1, self.epochs):
            r = X @ self.weights + self.bias - y
            self.losses.append(np.mean(r**2))
            self.weights = self.weights - self.rate * 2 * (X.T @ r / len(y) + self.penalty * self.weights)
            self.bias = self.bias - self.rate * 2 * np.mean(r)
        return self

    def predict(self, X):
        return X @ self.weights + self.bias
