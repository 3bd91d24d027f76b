"""You ask whether the mask leaves anything at all. But every query needs a key of its own to look at: one that has none
is not helped by the keys of the others. Of what do you have to ask whether it is empty?
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        if not mask.any():
            raise ValueError("all keys are hidden")
        S = np.where(mask, S, -np.inf)
    W = softmax_rows(S)
    return W @ V, W
