"""You numbered the rows anew and kept the old numbers as a column named index. A model that takes all columns of
numbers would learn from it. What can be told to forget it?
"""

import pandas as pd


def load():
    return pd.read_csv("houses.csv").dropna().reset_index()
