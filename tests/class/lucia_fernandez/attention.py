import numpy as np


def softmax_rows(S):
    E = np.exp(S - np.max(S, axis=1, keepdims=True))
    return E / np.sum(E)


def attention(Q, K, V, scale=None, mask=None):
    if scale == None:
        scale = 1 / np.sqrt(len(K))
    S = Q @ K.T * scale
    W = softmax_rows(S)
    return W @ V, W
