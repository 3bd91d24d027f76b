"""You take the root of each square first, which only takes its sign away. What comes out is the mean size of a
residual, where one large miss weighs no more than many small ones. Which comes first, the mean or the root?
"""

import numpy as np


def rmse(houses, weights):
    columns = [name for name in weights.index if name != "bias"]
    r = weights["bias"] + houses[columns] @ weights[columns] - houses["price"]
    return float(np.mean(np.sqrt(r**2)))
