"""Your triangle points the wrong way: words look at themselves and at what comes later, and are blind to what came
before. Take the first word of a sentence that is being written: at which words can it look?
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
    mask = np.triu(np.ones((len(X), len(X)), dtype=bool)) if causal else None
    return attention(Q, K, V, 1 / np.sqrt(Q.shape[1]), mask)
