"""You look for the largest score of a row without regard to its sign: -1000 is then larger than 5. Where all scores are
far below the number that you take away, nothing is left of them after exp. The largest score is the one furthest up,
not the one furthest from 0.
"""

import numpy as np


def softmax_rows(S):
    S = np.asarray(S, dtype=float)
    raised = np.exp(S - np.abs(S).max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
