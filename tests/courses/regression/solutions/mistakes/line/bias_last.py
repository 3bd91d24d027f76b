"""Your column of ones stands behind the features. The first weight is the bias here, so it meets a feature instead of
the ones, and every weight is one place off. Where does the column have to stand for w[0] to meet it?
"""

import numpy as np


def add_bias(X):
    return np.hstack([X, np.ones((len(X), 1))])
