"""You take the weights by their places: the first is the bias, then column by column. They have names, and may come
in another order. By what should a weight find its column?
"""

import numpy as np


def rmse(houses, weights):
    columns = [name for name in ("area", "rooms", "age") if name in weights.index]
    values = weights.to_numpy()
    r = values[0] + houses[columns].to_numpy() @ values[1:] - houses["price"].to_numpy()
    return float(np.sqrt(np.mean(r**2)))
