"""You take the mean of the differences. One wrong entry among many right ones then looks almost right, and it is the
one you are looking for. Which summary cannot be diluted?
"""

import numpy as np


def disagreement(f, gradient, w):
    return np.mean(np.abs(np.asarray(gradient(w)) - numeric_gradient(f, w)))
