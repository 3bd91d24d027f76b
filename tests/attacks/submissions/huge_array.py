"""An array of a gigabyte."""
import numpy as np
def median(values):
    return np.zeros(100_000_000)
