"""A pivot table, the pseudo-inverse, and a table with its own column of ones."""

import numpy as np
import pandas as pd


def load():
    houses = pd.read_csv("houses.csv", dtype={"town": str})
    return houses.dropna(how="any", ignore_index=True)


def price_per_area(houses):
    table = pd.DataFrame({"town": houses["town"], "value": houses["price"] / houses["area"]})
    return table.pivot_table(index="town", values="value", aggfunc="mean")["value"].sort_index()


def fit(houses, columns):
    table = houses[list(columns)].astype(float)
    table.insert(0, "bias", 1.0)
    return pd.Series(np.linalg.pinv(table.to_numpy()) @ houses["price"].to_numpy(), index=table.columns)


def rmse(houses, weights):
    said = houses.assign(bias=1.0)[list(weights.index)].dot(weights)
    return float(np.linalg.norm(said - houses["price"]) / len(houses) ** 0.5)
