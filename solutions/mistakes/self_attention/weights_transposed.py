"""You turned the table of weights round before you read. Its rows belong to the words that ask: a word reads with its
own row. Turned round, it collects by how much the others looked at it, and these numbers do not add up to 1."""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    mask = np.tri(len(X), dtype=bool) if causal else None
    _, W = attention(X @ Wq, X @ Wk, X @ Wv, 1 / np.sqrt(Wk.shape[1]), mask)
    return W.T @ (X @ Wv), W
