"""You took the sign off the residuals. A prediction that is too high and one that is too low need opposite
corrections, so the sign has to stay until the squares are taken.
"""

import numpy as np


def residuals(X, y, w):
    return abs(predict(X, w) - np.ravel(y))
