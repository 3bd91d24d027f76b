"""You mark later words by the score 0 and then hide whatever has the score 0. But a word at a right angle to the query
has that score honestly, and you hide it as well. What tells a later word from an earlier one, if not its score?
"""

import numpy as np


def attention(Q, K, V, scale, mask=None):
    S = (Q @ K.T) * scale
    if mask is not None:
        S = np.where(mask, S, 0.0)
        S[S == 0] = -np.inf
    raised = np.exp(S - S.max(axis=1, keepdims=True))
    W = raised / raised.sum(axis=1, keepdims=True)
    return W @ V, W
