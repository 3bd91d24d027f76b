"""Your rows keep the numbers that they had in the file, with gaps where rows are gone. Whoever puts another column
beside yours gets holes again, since pandas goes by these numbers. How are rows numbered anew?
"""

import pandas as pd


def load():
    return pd.read_csv("houses.csv").dropna()
