"""Not every word of yours may look at itself, so one of them has nothing to look at and no answer: the first, where
only what stands before a word is kept, or the last, where only what comes after it is. Word i is already there when
it asks, and True means keep. Print your mask for three words: what stands on its diagonal, and on which side of it is
it True?
"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = np.tri(len(X), k=-1, dtype=bool) if causal else None
    return attention(Q, K, V, 1 / np.sqrt(Wq.shape[1]), mask)
