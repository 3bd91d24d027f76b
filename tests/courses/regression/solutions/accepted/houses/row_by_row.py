"""One house after the other, pandas only at the doors."""

import numpy as np
import pandas as pd


def load():
    with open("houses.csv", encoding="utf-8") as lines:
        names, *rows = [line.rstrip("\n").split(",") for line in lines]
    whole = [row for row in rows if "" not in row]
    columns = {name: [row[place] for row in whole] for place, name in enumerate(names)}
    return pd.DataFrame({name: cells if name == "town" else list(map(float, cells)) for name, cells in columns.items()})


def price_per_area(houses):
    ratios = {}
    for _, house in houses.iterrows():
        ratios.setdefault(house["town"], []).append(house["price"] / house["area"])
    return pd.Series({town: sum(found) / len(found) for town, found in sorted(ratios.items())})


def fit(houses, columns):
    rows = [[1.0, *house] for house in houses[columns].values]
    Q, R = np.linalg.qr(np.array(rows))
    found = np.linalg.solve(R, Q.T @ houses["price"].values)
    return pd.Series(dict(zip(["bias", *columns], found)))


def rmse(houses, weights):
    total = 0.0
    for _, house in houses.iterrows():
        said = sum(weight if name == "bias" else weight * house[name] for name, weight in weights.items())
        total += (said - house["price"]) ** 2
    return (total / len(houses)) ** 0.5
