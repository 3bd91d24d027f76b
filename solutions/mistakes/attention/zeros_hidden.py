"""You mark hidden keys by the score 0 and then hide whatever has the score 0. But a key at a right angle to the query
has that score honestly, and you hide it as well. What tells a hidden key from a kept one, if not its score?
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = S * mask
        S = np.where(S == 0, -np.inf, S)
    W = softmax_rows(S)
    return W @ V, W
