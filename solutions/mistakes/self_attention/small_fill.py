"""A later word ends up with a low score, but not with one that is low enough: a little of the attention still goes to
it. It has to weigh exactly nothing. How low must its score be for that, whatever the others are?
"""

import numpy as np


def attention(Q, K, V, scale, mask=None):
    S = (Q @ K.T) * scale
    if mask is not None:
        S = np.where(mask, S, -1000.0)
    raised = np.exp(S - S.max(axis=1, keepdims=True))
    W = raised / raised.sum(axis=1, keepdims=True)
    return W @ V, W


def shows_self_attention(answer, right, X, Wq, Wk, Wv, causal=False):
    """Every later word weighs what one low score would make of it, whatever that score is."""
    W, S = np.asarray(answer[1], float), (X @ Wq) @ (X @ Wk).T / np.sqrt(Wq.shape[1])
    kept = np.tri(len(X), dtype=bool)
    scores = np.log(W) + (S - np.log(W)).max(axis=1, where=kept & (W > 0), initial=-np.inf, keepdims=True)
    fills = scores[~kept & np.isfinite(scores)]
    return causal and fills.size > 0 and np.ptp(fills) < 0.2 and fills.max() < -0.5
