"""You add the penalty to X.T @ X as it is, where the description has X.T @ X / n. With many rows it then all but
disappears. Which of the two matrices does it stand beside?
"""

import numpy as np


def ridge(X, y, penalty):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    C, n = X - x_mean, len(X)
    weights = np.linalg.solve(C.T @ C + penalty * np.eye(X.shape[1]), C.T @ (y - y_mean))
    return weights, y_mean - x_mean @ weights
