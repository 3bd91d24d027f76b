"""Reads far outside an array."""
import numpy as np
def median(values):
    return float(np.lib.stride_tricks.as_strided(np.zeros(1), (10**9,), (1 << 20,)).sum())
