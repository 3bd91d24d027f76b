"""Your line has to go through the origin, as there is no column of ones: the bias is 0 and the weights bend to make
up for it. What does a house of no size and no age cost?
"""

import numpy as np
import pandas as pd


def fit(houses, columns):
    found = np.linalg.lstsq(houses[columns].to_numpy(float), houses["price"].to_numpy(), rcond=None)[0]
    return pd.Series([0.0, *found], index=["bias", *columns])
