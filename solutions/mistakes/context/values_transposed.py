"""You multiplied the table of values by the weights from its other side: each weight meets one place of a value where
it should meet a whole value, and where there are not as many places as weights, the sizes do not fit. A weight belongs
to a position: along which direction of the table do the positions lie?"""

import numpy as np


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("lengths differ")
    return np.dot(np.array(values), np.array(weights))
