"""A model as an object: it learns once and predicts many times.

`LinearModel` learns by gradient descent, an epoch being one step with all the rows. What it minimises is the mean
squared error plus a penalty for large weights:

    mean of r squared  +  penalty * (sum of the weights squared)          r = X @ weights + bias - y

The bias is no weight: it only says where the line stands, and nobody wants it smaller. The gradient is

    for the weights    2 * X.T @ r / n  +  2 * penalty * weights
    for the bias       2 * mean of r

Worked example: X = [[1.0], [3.0]], y = [2.0, 4.0], rate 0.1, one epoch from 0:  weights [1.4], bias 0.6, losses
[10.0]. With penalty 0.5 a second epoch gives weights [1.02], bias 0.52; without, weights [1.16], bias 0.52.

Leave the arrays you are given as they are. They may hold integers. Lists or arrays are fine as results.
"""

import numpy as np


class LinearModel:
    """Linear regression by gradient descent.

    weights   array [d], and
    bias      a number, there after `fit`
    losses    list [epochs]: the mean squared error, without the penalty, as it was before each epoch
    """

    def __init__(self, rate, epochs, penalty=0.0):
        """Keeps the three numbers for `fit`: how long a step is, how many there are, how much weights are held down."""
        ### BEGIN SOLUTION
        self.rate = rate
        self.epochs = epochs
        self.penalty = penalty
        ### END SOLUTION

    def fit(self, X, y):
        """Learns from X [n, d] and y [n], from weights and bias of 0 each time. Gives the model itself."""
        ### BEGIN SOLUTION
        self.weights, self.bias, self.losses = np.zeros(X.shape[1]), 0.0, []
        for _ in range(self.epochs):
            r = X @ self.weights + self.bias - y
            self.losses.append(np.mean(r**2))
            self.weights = self.weights - self.rate * 2 * (X.T @ r / len(y) + self.penalty * self.weights)
            self.bias = self.bias - self.rate * 2 * np.mean(r)
        return self
        ### END SOLUTION

    def predict(self, X):
        """Array [m]: what the model says for X [m, d]."""
        ### BEGIN SOLUTION
        return X @ self.weights + self.bias
        ### END SOLUTION


def ridge(X, y, penalty):
    """The exact minimum of the penalised mean squared error above, without any descent.

    X        array [n, d]
    y        array [n]
    penalty  a number above 0
    gives    the pair (weights, bias): array [d], a number

    With the means taken out of X and y the bias is 0, and the weights solve
    (X.T @ X / n + penalty * I) w = X.T @ y / n. The bias then puts the line through the means.
    """
    ### BEGIN SOLUTION
    x_mean, y_mean = X.mean(axis=0), y.mean()
    C, n = X - x_mean, len(X)
    weights = np.linalg.solve(C.T @ C / n + penalty * np.eye(X.shape[1]), C.T @ (y - y_mean) / n)
    return weights, y_mean - x_mean @ weights
    ### END SOLUTION


def r_squared(y, predictions):
    """The share of y's variation that the predictions explain: 1 less (sum of squared residuals / sum of squared
    distances of y from its own mean). 1 is perfect, 0 is no better than the mean, below 0 is worse.

    y, predictions   arrays [n]; y is not constant
    """
    ### BEGIN SOLUTION
    return 1 - np.sum((predictions - y) ** 2) / np.sum((y - np.mean(y)) ** 2)
    ### END SOLUTION
