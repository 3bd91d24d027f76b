"""You took the mean first and squared it afterwards. Residuals of 1 and -1 then cancel, and a line that misses both
points looks perfect. Which of the two steps comes first?
"""

import numpy as np


def mse(X, y, w):
    return np.mean(residuals(X, y, w)) ** 2
