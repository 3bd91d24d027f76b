"""You move all the weights at once, so every entry says how the function changes when they all grow together. An
entry belongs to one weight: the others have to stand still for it.
"""

import numpy as np


def numeric_gradient(f, w, h=1e-5):
    return np.full(len(w), (f(w + h) - f(w - h)) / (2 * h))
