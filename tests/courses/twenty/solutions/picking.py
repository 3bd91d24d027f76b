"""What is asked of values, and which of them."""

import numpy as np


def flipped(values, low, high):
    """The values, negated where they lie strictly between low and high. The input stays as it is."""
    ### BEGIN SOLUTION
    values = np.array(values, dtype=float)
    inside = (low < values) & (values < high)
    values[inside] *= -1
    return values
    ### END SOLUTION


def nearest(values, x):
    """The one of the values that is closest to x."""
    ### BEGIN SOLUTION
    values = np.asarray(values)
    return values[np.abs(values - x).argmin()]
    ### END SOLUTION


def largest(values, n):
    """The n largest values, rising."""
    ### BEGIN SOLUTION
    return np.sort(values)[len(values) - n :]
    ### END SOLUTION


def mixed_rows(table):
    """The rows of a table that hold at least two different values."""
    ### BEGIN SOLUTION
    table = np.asarray(table)
    return table[(table != table[:, :1]).any(axis=1)]
    ### END SOLUTION
