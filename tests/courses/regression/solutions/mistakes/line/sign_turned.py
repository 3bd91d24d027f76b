"""Your residuals have the other sign: what was measured less the prediction. The square hides it, the gradient will
not. Is a residual positive when the prediction is too high, or too low?
"""

import numpy as np


def residuals(X, y, w):
    return np.ravel(y) - predict(X, w)
