"""Your predictions leave the bias out, so all of them are too low by the same amount. It has a name in the weights,
and no column in the table. Where is it added?
"""

import numpy as np


def rmse(houses, weights):
    columns = [name for name in weights.index if name != "bias"]
    r = houses[columns] @ weights[columns] - houses["price"]
    return float(np.sqrt(np.mean(r**2)))
