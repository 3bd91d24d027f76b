"""One of each kind."""

from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd


class Counter:
    """Counts. `total` is the sum of what was added; two counters are equal where their totals are."""

    def __init__(self, start=0.0):
        raise NotImplementedError("__init__ is not written yet")

    def add(self, number):
        """Adds a number; gives the counter itself."""
        raise NotImplementedError("add is not written yet")

    def __add__(self, other):
        raise NotImplementedError("__add__ is not written yet")

    def __len__(self):
        raise NotImplementedError("__len__ is not written yet")


def area(f, a, b, n):
    """The area under f from a to b, by the midpoints of n parts."""
    raise NotImplementedError("area is not written yet")


def squares(n):
    """Yields the first n squares."""
    raise NotImplementedError("squares is not written yet")


def table(xs):
    """A DataFrame with the columns x and y, y being twice x."""
    raise NotImplementedError("table is not written yet")


def plot(xs):
    """The axes of a figure with one line: the squares over xs, titled Squares."""
    raise NotImplementedError("plot is not written yet")


def total():
    """The sum of all numbers in numbers.csv."""
    raise NotImplementedError("total is not written yet")


def letters(text):
    """The set of the letters of a text."""
    raise NotImplementedError("letters is not written yet")


def share(part, whole):
    """The fraction part / whole, exactly."""
    raise NotImplementedError("share is not written yet")
