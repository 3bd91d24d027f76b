"""You move the weights that you were handed and leave them moved. A gradient is asked for in the middle of training:
whoever asked goes on from weights that you have changed. Work on a copy.
"""

import numpy as np


def numeric_gradient(f, w, h=1e-5):
    kept = np.array(w, dtype=float)
    slopes = np.zeros(len(w))
    for j in range(len(w)):
        step = h * np.eye(len(w))[j]
        w[:] = kept + step
        above = f(w)
        w[:] = kept - step
        slopes[j] = (above - f(w)) / (2 * h)
    return slopes
