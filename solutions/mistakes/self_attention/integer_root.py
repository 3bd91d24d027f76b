"""You cut the square root of dk down to a whole number. For dk of 4, 9 or 16 that changes nothing, for all the others
the scale is off. Where in your code does a number lose what stands behind its point?
"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = np.tri(len(X), dtype=bool) if causal else None
    return attention(Q, K, V, 1 / int(np.sqrt(Wq.shape[1])), mask)
