"""Your words ask and offer through their tables, but what is read is the words themselves, just as they came in. The
third table decides what a word gives away. Which shape should a row of out have?
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
    Q, K, V = X @ Wq, X @ Wk, X
    mask = np.tri(len(X), dtype=bool) if causal else None
    return attention(Q, K, V, 1 / np.sqrt(Q.shape[1]), mask)
