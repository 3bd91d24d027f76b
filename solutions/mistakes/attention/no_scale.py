"""When no scale is given you leave the scores as they are. That was right in the earlier exercises, but here None has a
meaning of its own, so that wide keys do not push softmax towards a hard choice. Read again what the text above the
functions says about scale=None.
"""

import numpy as np


def attention(Q, K, V, scale=None, mask=None):
    if scale is None:
        scale = 1.0
    S = scale * (Q @ K.T)
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("a query may look at no key")
        S = np.where(mask, S, -np.inf)
    W = softmax_rows(S)
    return W @ V, W
