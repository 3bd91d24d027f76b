"""You compare with the squares of y itself, as if a rival without a model said 0. It may say the mean. What is taken
off first?
"""

import numpy as np


def r_squared(y, predictions):
    return 1 - np.sum((predictions - y) ** 2) / np.sum(y**2)
