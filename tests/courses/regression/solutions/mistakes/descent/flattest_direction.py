"""You look at the smallest eigenvalue, the flattest direction. There a large rate is still harmless; which direction
is the first to jump out?
"""

import numpy as np


def largest_rate(X):
    return 1 / np.min(np.linalg.eigvalsh(X.T @ X / len(X)))
