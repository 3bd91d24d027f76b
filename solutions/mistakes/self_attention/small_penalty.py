"""You take a fixed amount away from the scores of later words. A word that fits well enough makes up for that, and then
some of the attention leaks to it. A later word must weigh exactly nothing, whatever its score was before.
"""

import numpy as np


def self_attention(X, Wq, Wk, Wv, causal=False):
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    S = Q @ K.T / np.sqrt(K.shape[1])
    if causal:
        S = S - 100.0 * np.triu(np.ones(S.shape), 1)
    raised = np.exp(S - S.max(axis=1, keepdims=True))
    W = raised / raised.sum(axis=1, keepdims=True)
    return W @ V, W


def shows_self_attention(answer, right, X, Wq, Wk, Wv, causal=False):
    """Every later word weighs what its score less one amount would make of it, whatever that amount is."""
    W, S = np.asarray(answer[1], float), (X @ Wq) @ (X @ Wk).T / np.sqrt(Wq.shape[1])
    kept = np.tri(len(X), dtype=bool)
    scores = np.log(W) + (S - np.log(W)).max(axis=1, where=kept & (W > 0), initial=-np.inf, keepdims=True)
    taken = (S - scores)[~kept & (W > 0)]
    return causal and taken.size > 0 and np.ptp(taken) < 0.2 and taken.min() > 0.5
