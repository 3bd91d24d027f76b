"""Your column of ones stands behind the features, and the names begin with the bias: each weight has its neighbour's
name. In which order do the columns of the matrix stand?
"""

import numpy as np
import pandas as pd


def fit(houses, columns):
    A = np.column_stack([houses[columns], np.ones(len(houses))])
    found = np.linalg.lstsq(A, houses["price"].to_numpy(), rcond=None)[0]
    return pd.Series(found, index=["bias", *columns])
