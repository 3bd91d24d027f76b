"""You take a fixed amount away from the scores of hidden keys. A key that fits well enough makes up for that, and then
some of the attention leaks to it. A hidden key must weigh exactly nothing, whatever its score was before.
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = S + np.where(mask, 0.0, -100.0)
    W = softmax_rows(S)
    return W @ V, W


def shows_attention(answer, right, Q, K, V, scale=None, mask=None):
    """Every hidden key weighs what its score less one amount would make of it, whatever that amount is."""
    W = np.asarray(answer[1], float)
    S = Q @ K.T * (1 / np.sqrt(K.shape[1]) if scale is None else scale)
    scores = np.log(W) + (S - np.log(W)).max(axis=1, where=mask & (W > 0), initial=-np.inf, keepdims=True)
    taken = (S - scores)[~mask & (W > 0)]
    return taken.size > 0 and np.ptp(taken) < 0.2 and taken.min() > 0.5
