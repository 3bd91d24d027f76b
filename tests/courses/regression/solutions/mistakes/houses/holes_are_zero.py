"""You put a 0 where a cell is empty. A house of 0 square metres at a full price pulls the line down: what is not
known is not zero. What does the description do with such a row?
"""

import pandas as pd


def load():
    return pd.read_csv("houses.csv").fillna(0)
