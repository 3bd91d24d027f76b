"""You turned the three tables round before you multiplied. Some libraries keep theirs that way; here a table has a row
for each number of a word, so that the words can be multiplied by it as they are. Which two sizes have to meet?"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    mask = np.tri(len(X), dtype=bool) if causal else None
    Q, K, V = X @ Wq.T, X @ Wk.T, X @ Wv.T
    return attention(Q, K, V, 1 / np.sqrt(K.shape[1]), mask)
