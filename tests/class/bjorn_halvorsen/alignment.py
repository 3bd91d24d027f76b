import numpy as np


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k out of range")
    # stable sort keeps the earlier position first when two weights are equal
    order = np.argsort(-np.array(weights), kind="stable")
    return order[:k].tolist()


def alignment_table(source, target, A, k=1):
    if len(A) != len(target):
        raise ValueError("A and target")
    for line in A:
        if len(line) != len(source) or abs(sum(line) - 1) > 0.001:
            raise ValueError("bad line in A")
    return [
        dict(position=i, output=word, source=list(source), weights=list(A[i]), focus=focus(A[i], k))
        for i, word in enumerate(target)
    ]


def coverage(A):
    if any(len(line) != len(A[0]) for line in A):
        raise ValueError("ragged")
    return np.sum(np.array(A, dtype=float), axis=0).tolist()


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(expected) != len(A):
        raise ValueError("expected and A")
    cov = np.array(coverage(A))
    first = [focus(line)[0] for line in A]
    return {
        "omission": np.flatnonzero(cov < low).tolist(),
        "repetition": np.flatnonzero(cov > high).tolist(),
        "wrong_alignment": [i for i in range(len(A)) if first[i] != expected[i]],
    }
