"""An index counts from 0: the first place is index 0."""

import numpy as np


def one_hot(n, k):
    vector = np.zeros(n)
    vector[k - 1] = 1
    return vector
