"""Change the query, watch the weights.

The states stay, the question changes: another query makes other positions important. That is what a decoder does at
every output step, and what a single fixed vector cannot do.

    states               = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    query [0.7, 0.3]  ->   [0.4018, 0.3289, 0.2693]     # looks at the first most
    query [0.3, 0.7]  ->   [0.2693, 0.3289, 0.4018]     # looks at the last most
    query [0.0, 0.0]  ->   [0.3333, 0.3333, 0.3333]     # looks for nothing, so everywhere alike

(Shown with four digits; your weights are not rounded.) The direction of the query says *where* to look, its length *how
firmly*. First watch, then turn it round: find the query that puts the weight where you want it.

The state in the middle is a trap: it is the mean of the other two, so whatever favours it favours one of them as much.
Its weight is 1/3 at best, with a query that favours nobody.

`dot` and `softmax` are given; leave them as they are.
"""

import math


def dot(a: list[float], b: list[float]) -> float:
    """Given. The dot product of two vectors of the same length."""
    return sum(x * y for x, y in zip(a, b, strict=True))


def softmax(scores: list[float]) -> list[float]:
    """Given. The weights of n scores: not negative, and adding up to 1."""
    return [1 / sum(math.exp(min(other - score, 700.0)) for other in scores) for score in scores]


def sweep(queries: list[list[float]], states: list[list[float]]) -> list[list[float]]:
    """The weights of n states [d] for each of m queries [d]: m rows of n numbers, in the order of the queries.

    A row is the softmax of the dot products of its query with every state.
    """
    raise NotImplementedError("sweep is not written yet")


def query_for(keys: list[list[float]], target: int, min_weight: float) -> list[float] | None:
    """A query [d] that gives the key with the index `target` a weight of at least `min_weight` (less than 1).

    A query of zeros gives each of the n keys the share 1/n; beyond that, the larger the weight asked for, the longer
    the query. Returns None when no query can do it. You may rely on this: either the target's key, taken as the query,
    scores higher with itself than with every other key, or no query gives it more than its equal share, 1/n.
    """
    raise NotImplementedError("query_for is not written yet")


def query_between(keys: list[list[float]], a: int, b: int, eps: float) -> list[float]:
    """A query [d] that gives the two keys with the indices a and b a weight within `eps` of one half each.

    The n keys are orthonormal: each has length 1, and any two of them have the dot product 0.
    """
    raise NotImplementedError("query_between is not written yet")
