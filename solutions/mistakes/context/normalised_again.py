"""You divide by the sum of the weights, as a weighted average does. Softmax has seen to that already where it is
wanted: `context` is a weighted sum, and weights of 2 and 1 really read two of the one and one of the other. Who should
decide how much is read in all, `context` or whoever made the weights?"""

import numpy as np


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("lengths differ")
    return np.average(np.array(values, dtype=float), axis=0, weights=weights)
