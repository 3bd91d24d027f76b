"""You take the maximum or the sum of each row, and then the result no longer stands as a column beside the table: NumPy
lines it up with the columns, which fails on most shapes and silently gives wrong numbers on square ones. Print the
shape of what you subtract or divide by, and think about which shape would stretch along each row.
"""

import numpy as np


def softmax_rows(S):
    raised = np.exp(S - np.max(S, axis=1))
    return raised / raised.sum(axis=1)
