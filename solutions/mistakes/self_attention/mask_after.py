"""You take the later words away after softmax has shared out the attention. What they had received is lost, and it
still depends on them how much is left for the others. Before which step must a word that is not there yet
disappear?
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
    _, W = attention(Q, K, V, 1 / np.sqrt(Q.shape[1]))
    if causal:
        W = np.tril(W)
    return W @ V, W
