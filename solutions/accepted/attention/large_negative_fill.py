"""Hidden scores become minus a billion, which exp turns into 0."""

import numpy as np


def softmax_rows(S):
    shifted = S - S.max(axis=1)[:, np.newaxis]
    raised = np.exp(shifted)
    return (raised.T / raised.sum(axis=1)).T


def attention(Q, K, V, scale=None, mask=None):
    q, k = len(Q), len(K)
    if mask is None:
        mask = np.full((q, k), True)
    if (~mask).all(axis=1).any():
        raise ValueError("a query cannot be left without keys")
    scores = np.matmul(Q, np.transpose(K))
    scores = scores / np.sqrt(K.shape[1]) if scale is None else scores * scale
    weights = softmax_rows(scores + np.where(mask, 0.0, -1e9))
    return weights @ V, weights
