"""You add the squares up and do not divide. A sum grows with the number of rows, so a larger table looks like a worse
line. What makes it comparable?
"""

import numpy as np


def mse(X, y, w):
    return np.sum(np.square(residuals(X, y, w)))
