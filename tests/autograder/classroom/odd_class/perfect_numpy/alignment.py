"""With NumPy arrays, inside and as results."""

import numpy as np


def focus(weights, k=1):
    weights = np.asarray(weights)
    if k not in range(1, weights.size + 1):
        raise ValueError("there are not that many positions")
    return np.argsort(-weights, kind="stable")[:k]


def alignment_table(source, target, A, k=1):
    A = np.array(A, dtype=float)
    if A.shape != (len(target), len(source)):
        raise ValueError(f"the table is {A.shape}")
    if (np.abs(A.sum(axis=1) - 1) > 1e-3).any():
        raise ValueError("a line does not add up to 1")
    return [
        dict(position=i, output=word, source=tuple(source), weights=A[i], focus=focus(A[i], k))
        for i, word in enumerate(target)
    ]


def coverage(A):
    return np.array(A, dtype=float).sum(axis=0)


def failure_checks(A, expected, low=0.5, high=1.5):
    A = np.array(A, dtype=float)
    if len(expected) != len(A):
        raise ValueError("one expected position for each line")
    covered = coverage(A)
    return {
        "omission": np.flatnonzero(covered < low),
        "repetition": np.flatnonzero(covered > high),
        "wrong_alignment": np.flatnonzero(A.argmax(axis=1) != np.array(expected)),
    }
