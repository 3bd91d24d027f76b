import numpy as np


def ridge(X, y, penalty):
    A = np.hstack([X, np.ones((len(X), 1))])
    w = np.linalg.solve(A.T @ A / len(y) + penalty * np.eye(A.shape[1]), A.T @ y / len(y))
    return w[:-1], w[-1]
