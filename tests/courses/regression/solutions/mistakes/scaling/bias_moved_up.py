"""You move the bias the wrong way. The mean is taken away from each feature before its weight meets it; what sign
does it have when you multiply that out?
"""

import numpy as np


def in_own_units(w, mean, spread):
    weights = w[1:] / spread
    return np.concatenate([[w[0] + weights @ mean], weights])
