"""You ask whether there is a scale in a way that takes 0 for "none given". But 0 is a number: with it every score is 0
and every key gets the same. Only None stands for the default; how do you ask for exactly that?
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    S = (scale or 1 / np.sqrt(K.shape[1])) * (Q @ K.T)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = np.where(mask, S, -np.inf)
    W = softmax_rows(S)
    return W @ V, W
