"""Your scale follows the number of words. But how large a score gets depends on how many products are added up in one
dot product, and a longer sentence adds none to those. Which of the shapes at hand says how many they are?
"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = np.tri(len(X), dtype=bool) if causal else None
    return attention(Q, K, V, 1 / np.sqrt(len(X)), mask)
