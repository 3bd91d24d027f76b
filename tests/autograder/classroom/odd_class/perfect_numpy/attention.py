"""Einstein sums: the indices say which axes meet."""

import math

import numpy as np


def softmax_rows(S):
    S = np.asarray(S, dtype=float)
    log_total = np.logaddexp.reduce(S, axis=1)
    return np.exp(S - log_total[:, None])


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / math.sqrt(Q.shape[-1])
    S = np.einsum("qd,kd->qk", Q, K) * scale
    if mask is not None:
        if np.any(mask.sum(axis=1) == 0):
            raise ValueError("nothing to look at")
        S[~mask] = -np.inf
    W = softmax_rows(S)
    return np.einsum("qk,kv->qv", W, V), W
