"""Sorted values rise: the largest stand at the end."""

import numpy as np


def largest(values, n):
    return np.sort(values)[:n]
