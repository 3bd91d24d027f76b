"""You use one fixed scale, the one half of the worked example. It was a half because queries held four numbers there;
wider queries give larger dot products and need a smaller scale. Which size of your tables should it depend on?
"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = np.tri(len(X), dtype=bool) if causal else None
    return attention(Q, K, V, 0.5, mask)
