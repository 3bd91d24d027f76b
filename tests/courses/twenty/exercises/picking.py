"""What is asked of values, and which of them."""

import numpy as np


def flipped(values, low, high):
    """The values, negated where they lie strictly between low and high. The input stays as it is."""
    raise NotImplementedError("flipped is not written yet")


def nearest(values, x):
    """The one of the values that is closest to x."""
    raise NotImplementedError("nearest is not written yet")


def largest(values, n):
    """The n largest values, rising."""
    raise NotImplementedError("largest is not written yet")


def mixed_rows(table):
    """The rows of a table that hold at least two different values."""
    raise NotImplementedError("mixed_rows is not written yet")
