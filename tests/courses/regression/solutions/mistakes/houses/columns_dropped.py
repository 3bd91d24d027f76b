"""You left out each column that has a hole, where the row was meant. A column with one empty cell still knows all
other houses. Which axis do rows lie along?
"""

import pandas as pd


def load():
    return pd.read_csv("houses.csv").dropna(axis=1)
