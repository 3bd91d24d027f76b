"""Your words ask and offer through their tables, but what is read is the words themselves, just as they came in. The
third table decides what a word gives away. Which shape should a row of out have?
"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X
    mask = np.tri(len(X), dtype=bool) if causal else None
    return attention(Q, K, V, 1 / np.sqrt(Wq.shape[1]), mask)
