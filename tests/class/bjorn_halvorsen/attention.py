import numpy as np


def softmax_rows(S):
    S = S - np.max(S, axis=-1, keepdims=True)
    e = np.exp(S)
    return e / np.sum(e, axis=-1, keepdims=True)


def attention(Q, K, V, scale=None, mask=None):
    d = Q.shape[-1]
    if scale is None:
        scale = d ** -0.5
    S = np.einsum("qd,kd->qk", Q, K) * scale
    if mask is not None:
        mask = np.asarray(mask)
        if (mask.sum(axis=1) == 0).any():
            raise ValueError("nothing to look at")
        S = np.where(mask, S, -np.inf)
    W = softmax_rows(S)
    return np.einsum("qk,kv->qv", W, V), W
