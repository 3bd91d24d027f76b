"""Halving into a new array leaves the one that was handed over as it was."""

import numpy as np


def halve(values):
    return np.asarray(values) / 2
