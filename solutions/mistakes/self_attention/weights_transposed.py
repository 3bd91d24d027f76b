"""You turned the table of weights round before you read. Its rows belong to the words that ask: a word reads with its
own row. Turned round, it collects by how much the others looked at it, and these numbers do not add up to 1."""

import numpy as np


def attention(Q, K, V, scale, mask=None):
    S = (Q @ K.T) * scale
    if mask is not None:
        S = np.where(mask, S, -np.inf)
    raised = np.exp(S - S.max(axis=1, keepdims=True))
    W = raised / raised.sum(axis=1, keepdims=True)
    return W.T @ V, W
