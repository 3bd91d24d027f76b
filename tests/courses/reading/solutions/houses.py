"""Files that lie beside this one: houses.csv, with a column of areas and one of prices, and data/notes.txt."""

from pathlib import Path

import numpy as np
import pandas as pd

ROWS = np.loadtxt("houses.csv", delimiter=",", skiprows=1)


def rows():
    """The numbers of houses.csv, an array of shape (houses, 2)."""
    ### BEGIN SOLUTION
    return ROWS
    ### END SOLUTION


def mean_price():
    """The mean of the column `price`."""
    ### BEGIN SOLUTION
    return float(pd.read_csv("houses.csv")["price"].mean())
    ### END SOLUTION


def lines():
    """How many lines houses.csv has."""
    ### BEGIN SOLUTION
    with open("houses.csv") as file:
        return len(file.readlines())
    ### END SOLUTION


def note():
    """The text of data/notes.txt."""
    ### BEGIN SOLUTION
    return (Path(__file__).parent / "data" / "notes.txt").read_text()
    ### END SOLUTION


def total_area():
    """The sum of all areas."""
    ### BEGIN SOLUTION
    table = np.genfromtxt(Path(__file__).resolve().parent / "houses.csv", delimiter=",", names=True)
    return table["area"].sum()
    ### END SOLUTION
