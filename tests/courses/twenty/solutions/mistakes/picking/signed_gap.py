"""The closest is that with the smallest distance, on either side: without the sign."""

import numpy as np


def nearest(values, x):
    values = np.asarray(values)
    return values[(values - x).argmin()]
