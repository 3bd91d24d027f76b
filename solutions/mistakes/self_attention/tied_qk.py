"""Your queries and your keys come out of the same table, so every word mostly finds itself and looks at others exactly
as they look at it. What a word is looking for and what it has to offer are two different things. How many tables
did you use?
"""

import numpy as np


def attention(Q, K, V, scale, mask=None):
    S = (Q @ K.T) * scale
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("this mask leaves a query without any key")
        S = np.where(mask, S, -np.inf)
    raised = np.exp(S - S.max(axis=1, keepdims=True))
    W = raised / raised.sum(axis=1, keepdims=True)
    return W @ V, W


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wq, X @ Wv
    mask = np.tri(len(X), dtype=bool) if causal else None
    return attention(Q, K, V, 1 / np.sqrt(Q.shape[1]), mask)
