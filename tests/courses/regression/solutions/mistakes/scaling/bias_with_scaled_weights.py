"""You move the bias by the mean times the scaled weight. The mean is in the feature's own units, so it meets the
weight in the same units. Which of the two did you need first?
"""

import numpy as np


def in_own_units(w, mean, spread):
    return np.concatenate([[w[0] - w[1:] @ mean], w[1:] / spread])
