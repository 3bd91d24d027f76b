"""You added a row of ones where a column was due. A row is one more house, a column is one more number for each of
them. Which of the two sizes of the array should grow?
"""

import numpy as np


def add_bias(X):
    return np.vstack([np.ones((1, X.shape[1])), X])
