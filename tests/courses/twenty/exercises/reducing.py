"""Many numbers become few."""

import numpy as np


def centred(table):
    """The table with each row's mean taken from that row."""
    raise NotImplementedError("centred is not written yet")


def sums_by_label(values, labels, n):
    """For each of the labels 0 to n - 1, the sum of the values that have it."""
    raise NotImplementedError("sums_by_label is not written yet")


def running_mean(values, width):
    """The mean of each run of width neighbours, from the first whole run to the last."""
    raise NotImplementedError("running_mean is not written yet")


def block_sums(table, k):
    """The sums of the k by k blocks that a table falls into; k divides both sides."""
    raise NotImplementedError("block_sums is not written yet")
