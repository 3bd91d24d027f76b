"""It is each row that gets its own mean: the mean over the columns of a row is axis 1."""

import numpy as np


def centred(table):
    table = np.asarray(table, dtype=float)
    return table - table.mean(axis=0)
