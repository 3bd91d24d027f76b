"""Your bias is the mean of y. That is right only where every feature has the mean 0. Through which point does the
line have to go?
"""

import numpy as np


def ridge(X, y, penalty):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    C, n = X - x_mean, len(X)
    weights = np.linalg.solve(C.T @ C / n + penalty * np.eye(X.shape[1]), C.T @ (y - y_mean) / n)
    return weights, y_mean
