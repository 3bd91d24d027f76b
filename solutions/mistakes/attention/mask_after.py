"""You hide the keys after softmax has already shared out the attention, so the part that hidden keys had received is
lost and the rows no longer add up to 1. Hiding a key should be the same as never having had it. At which of the
three steps do the keys compete with each other?
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
    W = softmax_rows(S)
    if mask is not None:
        W = np.where(mask, W, 0.0)
    return W @ V, W
