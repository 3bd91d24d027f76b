import numpy as np


def attention(Q, K, V, scale, mask=None):
    S = (Q @ K.T) * scale
    if mask is not None:
        S = np.where(mask, S, -1e9)
    raised = np.exp(S - S.max(axis=1, keepdims=True))
    W = raised / raised.sum(axis=1, keepdims=True)
    return W @ V, W


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = ~np.tri(len(X), dtype=bool) if causal else None
    return attention(Q, K, V, 1 / np.sqrt(Wq.shape[1]), mask)
