"""Your function takes a mask and does nothing with it: every query still looks at every key. Compare your W with and
without the mask. Which of its numbers should have become 0, and who gets their share?
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1 / np.sqrt(K.shape[1])
    W = softmax_rows(scale * (Q @ K.T))
    return W @ V, W
