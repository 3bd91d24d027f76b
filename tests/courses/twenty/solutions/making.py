"""Arrays from nothing."""

import numpy as np


def one_hot(n, k):
    """A vector of n zeros, but for a 1 at index k."""
    ### BEGIN SOLUTION
    vector = np.zeros(n)
    vector[k] = 1
    return vector
    ### END SOLUTION


def checkerboard(n):
    """An n by n table of 0 and 1 in turn, in both directions, with a 0 at the top left."""
    ### BEGIN SOLUTION
    rows, columns = np.indices((n, n))
    return (rows + columns) % 2
    ### END SOLUTION


def frame(rows, columns):
    """A table of zeros with a border of ones, one cell wide."""
    ### BEGIN SOLUTION
    table = np.ones((rows, columns))
    table[1:-1, 1:-1] = 0
    return table
    ### END SOLUTION


def between(low, high, n):
    """n values in equal steps from low to high, without low and high themselves."""
    ### BEGIN SOLUTION
    return np.linspace(low, high, n + 2)[1:-1]
    ### END SOLUTION
