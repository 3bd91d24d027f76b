"""Your two cases have changed places: with `causal` your words look at everything, without it they never look ahead.
For which of the two values of `causal` is there something to hide?
"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = None if causal else np.tri(len(X), dtype=bool)
    return attention(Q, K, V, 1 / np.sqrt(Wq.shape[1]), mask)
