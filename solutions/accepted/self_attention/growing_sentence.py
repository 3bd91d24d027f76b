"""Causal self-attention as what it means: word after word, each reads the sentence that exists so far."""

import numpy as np


def attention(Q, K, V, scale):
    S = scale * (Q @ K.T)
    raised = np.exp(S - np.max(S, axis=1)[:, None])
    W = raised / np.sum(raised, axis=1)[:, None]
    return W @ V, W


def self_attention(X, Wq, Wk, Wv, causal=False):
    n, dk, dv = len(X), Wq.shape[1], Wv.shape[1]
    Q, K, V = np.split(X @ np.hstack([Wq, Wk, Wv]), [dk, 2 * dk], axis=1)
    if not causal:
        return attention(Q, K, V, dk**-0.5)
    out, W = np.zeros((n, dv)), np.zeros((n, n))
    for i in range(n):
        seen = slice(0, i + 1)
        out[i], W[i, seen] = (part[0] for part in attention(Q[[i]], K[seen], V[seen], dk**-0.5))
    return out, W
