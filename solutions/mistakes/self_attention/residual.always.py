import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    mask = np.tri(len(X), dtype=bool) if causal else None
    out, W = attention(X @ Wq, X @ Wk, X @ Wv, 1 / np.sqrt(Wk.shape[1]), mask)
    return X + out, W
