"""A weight that you have moved stays moved, so the next slopes are measured in another place. Put each weight back
before you move the next one.
"""

import numpy as np


def numeric_gradient(f, w, h=1e-5):
    moved = np.array(w, dtype=float)
    slopes = np.zeros(len(w))
    for j in range(len(w)):
        moved[j] += h
        above = f(moved.copy())
        moved[j] -= 2 * h
        slopes[j] = (above - f(moved.copy())) / (2 * h)
    return slopes
