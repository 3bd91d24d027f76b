"""Your triangle points the wrong way: words look at themselves and at what comes later, and are blind to what came
before. Take the first word of a sentence that is being written: at which words can it look?
"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = np.triu(np.ones((len(X), len(X)), dtype=bool)) if causal else None
    return attention(Q, K, V, 1 / np.sqrt(Wq.shape[1]), mask)
