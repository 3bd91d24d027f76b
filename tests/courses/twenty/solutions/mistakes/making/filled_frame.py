"""Only the border is 1: the inside has to be emptied."""

import numpy as np


def frame(rows, columns):
    return np.ones((rows, columns))
