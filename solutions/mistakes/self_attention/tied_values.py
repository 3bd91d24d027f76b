"""Your values come out of a table that has another job. What a word offers to be found by, what it looks for and what
others take home from it are three different things, each with a table of its own. Which table makes what is read?"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wk
    mask = np.tri(len(X), dtype=bool) if causal else None
    return attention(Q, K, V, 1 / np.sqrt(Wq.shape[1]), mask)
