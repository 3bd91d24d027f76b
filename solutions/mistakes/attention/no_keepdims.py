"""You take the maximum or the sum of each row, and then the result no longer stands as a column beside the table: NumPy
lines it up with the columns, which fails on most shapes and silently gives wrong numbers on square ones. Print the
shape of what you subtract or divide by, and think about which shape would stretch along each row.
"""

import numpy as np


def softmax_rows(S):
    raised = np.exp(S - np.max(S, axis=1, keepdims=True))
    return raised / raised.sum(axis=1)


def shows_softmax_rows(answer, right, S):
    """The maximum, the sum or both are lined up with the columns."""
    along, across = S - S.max(axis=1, keepdims=True), S - S.max(axis=1)

    def shares(shifted, keepdims):
        raised = np.exp(shifted)
        return raised / raised.sum(axis=1, keepdims=keepdims)

    found = shares(along, False), shares(across, False), shares(across, True)
    return any(np.allclose(answer, one, rtol=1e-6, atol=0) for one in found)
