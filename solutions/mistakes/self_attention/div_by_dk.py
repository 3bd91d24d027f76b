"""You divide the scores by dk, not by its square root. A sum of dk products spreads about as wide as the square root
of dk, so dividing by all of it makes the scores nearly equal and the weights nearly uniform. Which size of scale
leaves a spread of about 1?
"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = np.tri(len(X), dtype=bool) if causal else None
    return attention(Q, K, V, 1 / Wq.shape[1], mask)
