"""Takes memory without end, in one array."""
import numpy as np
def median(values):
    return float(np.ones(1 << 34)[0])
