"""You measure how far apart the two vectors lie. A distance grows when they differ, while a score must grow
when they agree: think of multiplying what belongs together instead of subtracting it."""

import math


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return math.dist(a, b)


def _distances(a, b):
    blocks, far = sum(abs(x - y) for x, y in zip(a, b, strict=True)), math.dist(a, b)
    return blocks, far, far * far, -blocks, -far, -far * far, 1 / (1 + far)


def shows_dot(answer, right, a, b):
    return any(abs(answer - far) <= 1e-9 for far in _distances(a, b))


def shows_scores(answer, right, query, states):
    found = zip(*(_distances(query, state) for state in states))
    return any(all(abs(x - y) <= 1e-9 for x, y in zip(answer, kind, strict=True)) for kind in found)
