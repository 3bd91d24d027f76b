"""You multiply the weights by the spread. One spread more of square metres is many square metres, so what a single
one adds is less, not more. Write down what z is, and collect what x is multiplied by.
"""

import numpy as np


def in_own_units(w, mean, spread):
    weights = w[1:] * spread
    return np.concatenate([[w[0] - weights @ mean], weights])
