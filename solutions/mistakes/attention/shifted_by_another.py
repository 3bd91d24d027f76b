"""You take a number away from all the scores of a row first, which changes no weight, but it is not the largest of
them: what is left can still be far above 0, and e to the power of that is more than a computer's number can hold.
Which number leaves nothing above 0?
"""

import numpy as np


def softmax_rows(S):
    S = np.asarray(S, dtype=float)
    raised = np.exp(S - S.mean(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
