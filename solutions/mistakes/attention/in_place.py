"""You do your sums inside the very arrays that you were handed, so the caller's data is different afterwards (and
integer arrays refuse the fractions). A function that computes something should leave its inputs as they were. Where
does your code write into an array that it did not make itself?
"""

import numpy as np


def softmax_rows(S):
    S -= np.max(S, axis=1, keepdims=True)
    np.exp(S, out=S)
    S /= S.sum(axis=1, keepdims=True)
    return S


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    Q *= scale
    S = Q @ K.T
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = np.where(mask, S, -np.inf)
    W = softmax_rows(S)
    return W @ V, W
