"""The losses of an earlier fit are still in your list when the model is fitted again. There is to be one for each
epoch of this fit. When does the list begin empty?
"""

import numpy as np


class LinearModel:
    def __init__(self, rate, epochs, penalty=0.0):
        self.rate = rate
        self.epochs = epochs
        self.penalty = penalty
        self.losses = []

    def fit(self, X, y):
        self.weights, self.bias = np.zeros(X.shape[1]), 0.0
        for _ in range(self.epochs):
            r = X @ self.weights + self.bias - y
            self.losses.append(np.mean(r**2))
            self.weights = self.weights - self.rate * 2 * (X.T @ r / len(y) + self.penalty * self.weights)
            self.bias = self.bias - self.rate * 2 * np.mean(r)
        return self

    def predict(self, X):
        return X @ self.weights + self.bias
