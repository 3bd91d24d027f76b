"""The values take turns in both directions: a row begins with what the row above did not begin with."""

import numpy as np


def checkerboard(n):
    return np.tile(np.arange(n) % 2, (n, 1))
