"""You take the spread of the residuals around their own mean. Predictions that are all too high by fifty would then
be without fault. Around which number do the residuals count?
"""

import numpy as np


def rmse(houses, weights):
    columns = [name for name in weights.index if name != "bias"]
    r = weights["bias"] + houses[columns] @ weights[columns] - houses["price"]
    return float(np.std(r))
