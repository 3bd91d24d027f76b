"""You move the bias by the first feature alone. Every feature has a mean of its own, and each of them moves the line.
What do you add up over?
"""

import numpy as np


def in_own_units(w, mean, spread):
    weights = w[1:] / spread
    return np.concatenate([[w[0] - weights[0] * mean[0]], weights])
