import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        some = mask.any(axis=1, keepdims=True)
        S = np.where(mask | ~some, S, -np.inf)
    W = softmax_rows(S)
    if mask is not None:
        W = np.where(some, W, 0.0)
    return W @ V, W
