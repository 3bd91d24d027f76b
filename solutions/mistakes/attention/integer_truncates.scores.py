import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = np.zeros((len(Q), len(K)), dtype=Q.dtype)
    for i, query in enumerate(Q):
        for j, key in enumerate(K):
            S[i, j] = scale * (query @ key)
    S = S.astype(float)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = np.where(mask, S, -np.inf)
    W = softmax_rows(S)
    return W @ V, W
