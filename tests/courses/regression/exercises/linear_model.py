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
        raise NotImplementedError("__init__ is not written yet")

    def fit(self, X, y):
        """Learns from X [n, d] and y [n], from weights and bias of 0 each time. Gives the model itself."""
        raise NotImplementedError("fit is not written yet")

    def predict(self, X):
        """Array [m]: what the model says for X [m, d]."""
        raise NotImplementedError("predict is not written yet")


def ridge(X, y, penalty):
    """The exact minimum of the penalised mean squared error above, without any descent.

    X        array [n, d]
    y        array [n]
    penalty  a number above 0
    gives    the pair (weights, bias): array [d], a number

    With the means taken out of X and y the bias is 0, and the weights solve
    (X.T @ X / n + penalty * I) w = X.T @ y / n. The bias then puts the line through the means.
    """
    raise NotImplementedError("ridge is not written yet")


def r_squared(y, predictions):
    """The share of y's variation that the predictions explain: 1 less (sum of squared residuals / sum of squared
    distances of y from its own mean). 1 is perfect, 0 is no better than the mean, below 0 is worse.

    y, predictions   arrays [n]; y is not constant
    """
    raise NotImplementedError("r_squared is not written yet")
