"""A hidden key ends up with a low score, but not with one that is low enough: a little of the attention still leaks to
it. It has to weigh exactly nothing. How low must its score be for that, whatever the others are?
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = np.where(mask, S, -10.0)
    W = softmax_rows(S)
    return W @ V, W


def shows_attention(answer, right, Q, K, V, scale=None, mask=None):
    """Every hidden key weighs what one low score would make of it, whatever that score is."""
    W = np.asarray(answer[1], float)
    S = Q @ K.T * (1 / np.sqrt(K.shape[1]) if scale is None else scale)
    scores = np.log(W) + (S - np.log(W)).max(axis=1, where=mask & (W > 0), initial=-np.inf, keepdims=True)
    fills = scores[~mask & ((W > 0) & ~mask).any(axis=1, keepdims=True)]
    return fills.size > 0 and np.ptp(fills) < 0.2 and fills.max() < -0.5
