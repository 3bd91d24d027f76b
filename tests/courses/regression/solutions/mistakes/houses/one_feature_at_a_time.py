"""You fit each feature alone. Large houses have many rooms, so each of the two weights then takes the credit for
both. What does a regression with all columns at once keep apart?
"""

import numpy as np
import pandas as pd


def fit(houses, columns):
    y = houses["price"].to_numpy()
    slopes = [np.polyfit(houses[name].to_numpy(float), y, 1)[0] for name in columns]
    bias = y.mean() - sum(slope * houses[name].mean() for slope, name in zip(slopes, columns))
    return pd.Series([bias, *slopes], index=["bias", *columns])
