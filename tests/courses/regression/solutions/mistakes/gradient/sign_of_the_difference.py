"""You take the largest difference with its sign, so an entry that is far too small counts for nothing. How large a
difference is does not depend on which of the two is larger.
"""

import numpy as np


def disagreement(f, gradient, w):
    return np.max(np.asarray(gradient(w)) - numeric_gradient(f, w))
