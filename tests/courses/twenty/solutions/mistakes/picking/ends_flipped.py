"""Strictly between leaves out the ends: low and high themselves are not negated."""

import numpy as np


def flipped(values, low, high):
    values = np.array(values, dtype=float)
    values[(low <= values) & (values <= high)] *= -1
    return values
