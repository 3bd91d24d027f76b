"""You add the differences up. Many small ones then look like one large one. Asked for is the difference of the one
entry that is worst.
"""

import numpy as np


def disagreement(f, gradient, w):
    return np.sum(np.abs(np.asarray(gradient(w)) - numeric_gradient(f, w)))
