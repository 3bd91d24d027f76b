"""You convert the weights and leave the bias as it was. A scaled feature is 0 at its mean, a feature as it is is 0 at
0: the line is the same, and it meets the axis somewhere else. What does the line say where all features are 0?
"""

import numpy as np


def in_own_units(w, mean, spread):
    return np.concatenate([w[:1], w[1:] / spread])
