"""A matrix."""
import numpy as np
def median(values):
    return np.matrix([[-1.0]])
