"""Your limit is twice the right one. It belongs to a loss of half the squares; the gradient of the mean squared error
has a factor 2 that you left out. For which rate is 1 - 2 * rate * v equal to -1?
"""

import numpy as np


def largest_rate(X):
    return 2 / np.max(np.linalg.eigvalsh(X.T @ X / len(X)))
