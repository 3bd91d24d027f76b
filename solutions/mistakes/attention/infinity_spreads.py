"""Where a key is hidden, whole rows of yours are not numbers. Minus infinity is a good score for a hidden key, but it
must not be computed with: 0 times infinity is no number, nor is infinity minus infinity, and what is no number
spreads through its row. Can you choose between a score and minus infinity, and take away only what is finite?
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = S + np.where(mask, 0.0, 1.0) * -np.inf
    W = softmax_rows(S)
    return W @ V, W
