"""You squared the correlation. It is blind to a line that is too steep or too high: predictions of twice the size
still get a 1. Where in the description do the residuals come in?
"""

import numpy as np


def r_squared(y, predictions):
    return np.corrcoef(y, predictions)[0, 1] ** 2
