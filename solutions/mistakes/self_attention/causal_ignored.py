"""Your function takes `causal` but does not act on it: words still look at words that come after them. Compare your W
with and without it: which of its entries have to become 0?
"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = None
    return attention(Q, K, V, 1 / np.sqrt(Wq.shape[1]), mask)
