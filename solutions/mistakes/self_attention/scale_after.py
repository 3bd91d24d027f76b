"""You scale the weights after softmax, so a word no longer has a whole attention to give: its row adds up to less than
1. The scale is there to keep the scores small before they compete. At which step does it belong?
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
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = np.tri(len(X), dtype=bool) if causal else None
    _, W = attention(Q, K, V, 1.0, mask)
    W = W / np.sqrt(Q.shape[1])
    return W @ V, W
