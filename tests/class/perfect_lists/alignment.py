"""With the standard library's own tools."""

import collections
import math
import operator


def focus(weights, k=1):
    pairs = list(enumerate(weights))
    if k <= 0 or k > len(pairs):
        raise ValueError(k)
    pairs.sort(key=lambda pair: (-pair[1], pair[0]))
    return [position for position, _ in pairs][:k]


def alignment_table(source, target, A, k=1):
    if len(target) != len(A) or any(len(line) != len(source) for line in A):
        raise ValueError("lengths differ")
    if not all(math.isclose(math.fsum(line), 1, abs_tol=0.001) for line in A):
        raise ValueError("not a share of 1")
    keys = ("position", "output", "source", "weights", "focus")
    return [dict(zip(keys, (i, target[i], list(source), list(A[i]), focus(A[i], k)))) for i in range(len(A))]


def coverage(A):
    if len({len(line) for line in A}) > 1:
        raise ValueError("ragged")
    sums = collections.Counter()
    for line in A:
        for j, weight in enumerate(line):
            sums[j] += weight
    return [sums[j] for j in range(len(A[0]))]


def failure_checks(A, expected, low=0.5, high=1.5):
    if operator.ne(len(A), len(expected)):
        raise ValueError("lengths differ")
    found = collections.defaultdict(list)
    for j, amount in enumerate(coverage(A)):
        found["omission"] += [j] * (amount < low)
        found["repetition"] += [j] * (amount > high)
    found["wrong_alignment"] += [i for i, line in enumerate(A) if focus(line)[0] != expected[i]]
    return dict(found)
