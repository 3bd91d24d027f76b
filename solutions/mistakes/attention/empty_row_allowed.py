"""A query from which every key is hidden still gets an answer from your function: either numbers that mean nothing or
nan. There is nothing to take an average of. Notice that case and say so with the error that the text above the
functions asks for.
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    S = scale * (Q @ K.T)
    if mask is not None:
        S = np.where(mask, S, -np.inf)
    W = softmax_rows(S)
    return W @ V, W
