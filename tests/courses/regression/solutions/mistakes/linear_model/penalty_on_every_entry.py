"""You add the penalty to every entry of the matrix. It belongs on the diagonal, where each weight meets itself:
elsewhere it ties the weights to each other. Which matrix is I?
"""

import numpy as np


def ridge(X, y, penalty):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    C, n = X - x_mean, len(X)
    weights = np.linalg.solve(C.T @ C / n + penalty * np.ones((X.shape[1], X.shape[1])), C.T @ (y - y_mean) / n)
    return weights, y_mean - x_mean @ weights
