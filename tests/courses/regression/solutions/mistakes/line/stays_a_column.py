"""Where y comes as a column you answer with a column. Whoever calls you wants one flat row of n numbers each time:
the next subtraction of a flat array would make a table of it. Which shape do you promise?
"""

import numpy as np


def residuals(X, y, w):
    return np.reshape(predict(X, w), y.shape) - y
