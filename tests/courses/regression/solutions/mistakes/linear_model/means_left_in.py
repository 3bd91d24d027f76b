"""You solve with the means still in the table. Then the weights have to do the bias's work, and lean towards the
origin. What is taken out first?
"""

import numpy as np


def ridge(X, y, penalty):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    C, n = X, len(X)
    weights = np.linalg.solve(C.T @ C / n + penalty * np.eye(X.shape[1]), C.T @ (y - y_mean) / n)
    return weights, y_mean - x_mean @ weights
