"""Scores beyond some size come out alike: so it is where they are cut off at a bound, to which a hidden key is lifted,
too, or where equal weights stand in for what cannot be computed. Only the gaps between the scores of a row count, and
these are lost then. What could you take away from all of them, so that none is too large and every gap stays?
"""

import numpy as np


def softmax_rows(S):
    raised = np.exp(np.clip(S, -50, 50))
    return raised / raised.sum(axis=1, keepdims=True)


def cut_weights(S, kept):
    """The weights of rows that were cut off at each usual bound: as they are, or below the largest of a row.

    A bound that none of the `kept` scores passes cuts nothing off: what lies beyond it are then hidden keys alone,
    which were filled with some number.
    """
    top = S.max(axis=1, keepdims=True)
    size, most, depth = (part[kept].max(initial=0) for part in (abs(S), S, top - S))
    for bound in (10, 20, 30, 50, 80, 88, 100, 200, 300, 500, 600, 700, 709):
        for large, cut_at in ((size, clipped), (most, np.minimum), (depth, lowered)):
            if large <= bound:
                continue  # nothing is cut off
            cut = cut_at(S, bound)
            if not np.allclose(cut[kept], S[kept], rtol=1e-9, atol=1e-9):
                raised = np.exp(cut - cut.max(axis=1, keepdims=True))
                yield raised / raised.sum(axis=1, keepdims=True)


def clipped(S, bound):
    return np.clip(S, -bound, bound)


def lowered(S, bound):
    top = S.max(axis=1, keepdims=True)
    return np.maximum(S - top, -bound) + top


def shows_softmax_rows(answer, right, S):
    given, S = np.asarray(answer, float), np.asarray(S, float)
    cut = cut_weights(S, np.isfinite(S))
    return not np.array_equal(given, right) and any(np.allclose(given, W, rtol=1e-6, atol=0.0) for W in cut)


def shows_attention(answer, right, Q, K, V, scale=None, mask=None):
    given = np.asarray(answer[1], float)
    if np.array_equal(given, right[1]):
        return False
    S = np.asarray(Q @ K.T * (1 / np.sqrt(K.shape[1]) if scale is None else scale), float)
    kept = np.ones_like(S, dtype=bool) if mask is None else np.asarray(mask, dtype=bool)
    return any(np.allclose(given, W, rtol=1e-6, atol=0.0) for W in cut_weights(np.where(kept, S, -np.inf), kept))
