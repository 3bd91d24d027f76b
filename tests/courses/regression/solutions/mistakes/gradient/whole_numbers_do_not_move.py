"""Your copy of the weights is of their own kind. Where they are whole numbers, a small step is cut off when it is
stored, and nothing moves. Which kind of numbers must the copy hold?
"""

import numpy as np


def numeric_gradient(f, w, h=1e-5):
    slopes = np.zeros(len(w))
    for j in range(len(w)):
        right, left = np.copy(w), np.copy(w)
        right[j] += h
        left[j] -= h
        slopes[j] = (f(right) - f(left)) / (2 * h)
    return slopes
