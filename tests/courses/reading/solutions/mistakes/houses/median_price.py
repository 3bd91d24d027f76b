"""You took the median of the prices. The mean is their sum, over how many there are."""

import pandas as pd


def mean_price():
    return float(pd.read_csv("houses.csv")["price"].median())
