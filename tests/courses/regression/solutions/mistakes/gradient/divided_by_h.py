"""You divide by h, though the two places lie 2 h apart: your slopes are twice as steep as the hill. How far is it
from one place to the other?
"""

import numpy as np


def numeric_gradient(f, w, h=1e-5):
    return np.array([(f(w + h * unit) - f(w - h * unit)) / h for unit in np.eye(len(w))])
