"""Steps from a few rows at a time.

With a million rows one exact step takes long, and most of it is wasted: a few rows drawn by chance point about the
same way. Stochastic gradient descent goes through the rows in a new random order in each epoch, `size` of them at a
time, and takes a step for each such batch: rate times the gradient of the mean squared error of the batch's rows
alone.

    n = 5, size = 2, an order of [3, 0, 4, 1, 2]:   batches [3, 0], [4, 1], [2]

The last batch may have fewer rows; its mean is over the rows that it has. A seed, a whole number of 0 or more, makes
chance repeatable: the same seed gives the same answer, other seeds give other orders. How you shuffle is up to you.

Leave the arrays you are given as they are. Lists or arrays are fine as results.
"""

import numpy as np


def batches(n, size, seed):
    """The rows 0 to n - 1 in a random order, cut into batches.

    n, size  whole numbers above 0
    seed     a whole number of 0 or more
    gives    a list of lists or arrays of row numbers: each row once, `size` in each batch, the rest in the last
    """
    raise NotImplementedError("batches is not written yet")


def sgd(X, y, rate, epochs, size, seed):
    """The weights after so many epochs of stochastic gradient descent on the mean squared error, from 0.

    X       array [n, d], the design matrix: no column is added
    y       array [n]
    rate    a number above 0
    epochs  how many times all rows are gone through, each time in a new order
    size    how many rows a step looks at
    seed    a whole number of 0 or more
    gives   array [d]
    """
    raise NotImplementedError("sgd is not written yet")
