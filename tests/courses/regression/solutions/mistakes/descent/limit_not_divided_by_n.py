"""You left the n out of X.T @ X / n. The loss is a mean, so its curvature does not grow with the number of rows. What
would your rate say of the same table written down twice?
"""

import numpy as np


def largest_rate(X):
    return 1 / np.max(np.linalg.eigvalsh(X.T @ X))
