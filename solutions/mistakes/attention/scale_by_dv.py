"""Your scale follows the width of the values. But scores are made of queries and keys, values have no part in them.
How many products are added up in one dot product?
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(V.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = np.where(mask, S, -np.inf)
    W = softmax_rows(S)
    return W @ V, W
