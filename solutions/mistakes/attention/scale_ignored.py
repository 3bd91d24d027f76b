"""You always use the default scale, even when the caller asks for another one. Only None stands for the default. What
happens in your code to a scale of 1.0?
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = np.where(mask, S, -np.inf)
    W = softmax_rows(S)
    return W @ V, W
