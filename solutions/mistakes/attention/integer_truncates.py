"""You collect the weights in an array that has inherited the type of its neighbour. When that is an array of integers,
every fraction you store in it is cut off. Which type must a table of shares between 0 and 1 have, whatever comes in?
"""

import numpy as np


def softmax_rows(S):
    S = np.array(S)
    W = np.zeros_like(S)
    for i, row in enumerate(S):
        raised = np.exp(row - row.max())
        W[i] = raised / raised.sum()
    return W


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = np.where(mask, S, -np.inf)
    W = softmax_rows(S)
    return W @ V, W
