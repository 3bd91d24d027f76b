import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    S = Q @ K.T / np.sqrt(K.shape[1])
    if causal:
        S = np.where(np.tri(len(X)) == 0, -1e9, S)
    e = np.exp(S)
    W = e / e.sum(axis=1, keepdims=True)
    return W @ V, W
