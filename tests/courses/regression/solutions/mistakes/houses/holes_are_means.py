"""You fill empty cells with the column's mean. Then invented cells look measured, and each house of unknown size is
an average one. The description leaves such rows out.
"""

import pandas as pd


def load():
    houses = pd.read_csv("houses.csv")
    return houses.fillna(houses.mean(numeric_only=True))
