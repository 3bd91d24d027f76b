"""A hidden key ends up with a low score, but not with one that is low enough: a little of the attention still leaks to
it. It has to weigh exactly nothing. How low must its score be for that, whatever the others are?
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = np.where(mask, S, -800.0)
    W = softmax_rows(S)
    return W @ V, W
