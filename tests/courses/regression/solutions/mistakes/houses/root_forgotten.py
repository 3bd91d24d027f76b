"""You left out the root. The mean of the squares is in thousands squared, which nobody can hold against a price. What
brings it back to thousands?
"""

import numpy as np


def rmse(houses, weights):
    columns = [name for name in weights.index if name != "bias"]
    r = weights["bias"] + houses[columns] @ weights[columns] - houses["price"]
    return float(np.mean(r**2))
