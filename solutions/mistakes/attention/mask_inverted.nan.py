import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        S = np.where(mask, -np.inf, S)
    W = softmax_rows(S)
    return W @ V, W
