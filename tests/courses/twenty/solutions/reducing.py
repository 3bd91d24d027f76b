"""Many numbers become few."""

import numpy as np


def centred(table):
    """The table with each row's mean taken from that row."""
    ### BEGIN SOLUTION
    table = np.asarray(table, dtype=float)
    return table - table.mean(axis=1, keepdims=True)
    ### END SOLUTION


def sums_by_label(values, labels, n):
    """For each of the labels 0 to n - 1, the sum of the values that have it."""
    ### BEGIN SOLUTION
    return np.bincount(labels, weights=values, minlength=n)
    ### END SOLUTION


def running_mean(values, width):
    """The mean of each run of width neighbours, from the first whole run to the last."""
    ### BEGIN SOLUTION
    return np.convolve(values, np.ones(width) / width, mode="valid")
    ### END SOLUTION


def block_sums(table, k):
    """The sums of the k by k blocks that a table falls into; k divides both sides."""
    ### BEGIN SOLUTION
    table = np.asarray(table)
    rows, columns = table.shape
    return table.reshape(rows // k, k, columns // k, k).sum(axis=(1, 3))
    ### END SOLUTION
