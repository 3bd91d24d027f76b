"""You fill hidden scores with one and the same number. When every key of a query is hidden, all its scores are equal,
so softmax calmly returns a plain average of things that the query was not allowed to see. Such a query has no
answer: notice it, and raise the error that the text above the functions asks for.
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        S = np.where(mask, S, -1e9)
    W = softmax_rows(S)
    return W @ V, W
