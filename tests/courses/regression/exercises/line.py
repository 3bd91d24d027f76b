"""Predict with a line, and say how wrong it is.

A model that is linear multiplies each feature by a weight, adds everything up, and adds a bias:

    prediction = w[0] + w[1] * x[0] + w[2] * x[1] + ...

All rows at once are one product of arrays, if each row begins with a 1 that the bias is multiplied by:

    X [n, d]        n rows, d features             y [n]        what was measured, one number a row
    A [n, d + 1]    X with a column of ones before it
    w [d + 1]       the bias, then a weight a feature
    A @ w [n]       one prediction a row

Worked example: X = [[1.0], [2.0], [4.0]], y = [3.0, 5.0, 8.0], w = [1.0, 2.0]

    predictions [3.0, 5.0, 9.0]     residuals [0.0, 0.0, 1.0]     mean squared error 1/3

All arrays are NumPy arrays; they may hold integers. Leave them as they are. Lists or arrays are fine as results.
"""

import numpy as np


def add_bias(X):
    """The design matrix: X with a column of ones in front.

    X      array [n, d]
    gives  array [n, d + 1]
    """
    raise NotImplementedError("add_bias is not written yet")


def predict(X, w):
    """One prediction for each row.

    X      array [n, d]
    w      array [d + 1]: the bias, then a weight for each feature
    gives  array [n]
    """
    raise NotImplementedError("predict is not written yet")


def residuals(X, y, w):
    """How far each prediction is above what was measured: prediction less y.

    X      array [n, d]
    y      array [n], or a column [n, 1] as tables often give it
    w      array [d + 1]
    gives  array [n], whatever shape y came in
    """
    raise NotImplementedError("residuals is not written yet")


def mse(X, y, w):
    """The mean squared error: the mean of the squares of the residuals, one number.

    X, y, w  as in `residuals`
    """
    raise NotImplementedError("mse is not written yet")
