"""From a file to weights that can be read.

`houses.csv` lies beside this file: one house a row, with the columns town, area (square metres), rooms, age (years)
and price (in thousands). Some cells are empty. Open the file by its name alone. The houses are invented.

Worked example, a table of three houses:

    town     area   rooms   age   price          price per square metre
    Ashford   100       4    10   300.0          3.0
    Ashford    50       2    30   100.0          2.0
    Brill     100       3     0   400.0          4.0

    price_per_area     Ashford 2.5, Brill 4.0: for each town the mean over its houses

All tables are pandas DataFrames. Leave those that you are given as they are.
"""

import numpy as np
import pandas as pd


def load():
    """The table of houses.csv without the rows in which anything is missing, numbered 0, 1, 2 ... anew: a DataFrame."""
    raise NotImplementedError("load is not written yet")


def price_per_area(houses):
    """What a square metre costs in each town: the mean over its houses of price / area.

    houses  DataFrame
    gives   Series of numbers, its index the towns in alphabetical order
    """
    raise NotImplementedError("price_per_area is not written yet")


def fit(houses, columns):
    """The weights of linear regression that predict the price from these columns: the exact least squares.

    houses   DataFrame
    columns  a list of names of columns that hold numbers
    gives    Series of numbers, its index "bias" and then the columns in the order in which they were given
    """
    raise NotImplementedError("fit is not written yet")


def rmse(houses, weights):
    """The root of the mean squared error of such weights on a table, in thousands.

    houses   DataFrame
    weights  Series as `fit` gives it; its entries may have been put in another order
    gives    a number
    """
    raise NotImplementedError("rmse is not written yet")
