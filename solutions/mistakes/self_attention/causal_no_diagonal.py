"""Your words look at everything before them, but not at themselves, so the first word has nothing to look at and no
answer. Word i is already there when it asks. Does its own place belong to the past or to the future?
"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = np.tri(len(X), k=-1, dtype=bool) if causal else None
    return attention(Q, K, V, 1 / np.sqrt(Q.shape[1]), mask)
