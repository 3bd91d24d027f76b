"""You put the names in order and leave the weights in theirs, so weights get names that are not theirs. Where do
names and numbers come apart?
"""

import numpy as np
import pandas as pd


def fit(houses, columns):
    A = np.column_stack([np.ones(len(houses)), houses[columns]])
    found = np.linalg.lstsq(A, houses["price"].to_numpy(), rcond=None)[0]
    return pd.Series(found, index=["bias", *sorted(columns)])
