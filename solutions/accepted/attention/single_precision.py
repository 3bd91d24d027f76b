"""The same steps in 32-bit numbers, the way most networks compute."""

import numpy as np


def softmax_rows(S):
    S = np.asarray(S).astype(np.float32)
    raised = np.exp(S - S.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def attention(Q, K, V, scale=None, mask=None):
    Q, K, V = (np.asarray(a).astype(np.float32) for a in (Q, K, V))
    factor = np.float32(K.shape[1] ** -0.5 if scale is None else scale)
    S = Q @ K.T * factor
    if mask is not None:
        for row in mask:
            if not any(row):
                raise ValueError("all keys are hidden from one query")
        S = np.where(mask, S, np.float32(-np.inf))
    W = softmax_rows(S)
    return W @ V, W
