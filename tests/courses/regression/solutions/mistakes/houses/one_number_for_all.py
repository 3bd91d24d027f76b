"""You give one number for all towns. What a square metre costs differs from town to town, and the answer has an entry
for each of them. What has to be grouped?
"""

import pandas as pd


def price_per_area(houses):
    mean = (houses["price"] / houses["area"]).mean()
    return pd.Series(mean, index=sorted(set(houses["town"])))
