"""You take the later words away after softmax has shared out the attention. What they had received is lost, and it
still depends on them how much is left for the others. Before which step must a word that is not there yet
disappear?
"""

import numpy as np


def attention(Q, K, V, scale, mask=None):
    S = (Q @ K.T) * scale
    raised = np.exp(S - S.max(axis=1, keepdims=True))
    W = raised / raised.sum(axis=1, keepdims=True)
    if mask is not None:
        W = np.where(mask, W, 0.0)
    return W @ V, W
