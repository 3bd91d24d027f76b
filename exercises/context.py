"""Context: a weighted read.

With the weights in hand the decoder reads the input: it takes some of every position, much of those with a large weight
and little of the others, and adds it all up. The result is the *context vector*: one vector, made for this output step.

    weights = [0.25, 0.75]
    values  = [[4.0, 0.0, 2.0], [0.0, 8.0, 2.0]]
    context = [1.0, 6.0, 2.0]           # 0.25*4 + 0.75*0,  0.25*0 + 0.75*8,  0.25*2 + 0.75*2

This is not a lookup: even the best position does not take everything, and all the others leave a trace.

What is compared and what is read need not be the same. The query is compared with a *key* for each position; what is
read there is the position's *value*. Keys must be as long as the query; values can have any length of their own.

    query   = [0.7, 0.3]
    keys    = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    weights = [0.40175958, 0.32893292, 0.26930750]
    context = [0.56622604, 0.43377396]  # where the values are the same vectors as the keys

`softmax` and `dot` are given; leave them as they are.
"""

import math


def dot(a: list[float], b: list[float]) -> float:
    """Given. The dot product of two vectors of the same length; ValueError for other lengths."""
    if len(a) != len(b):
        raise ValueError(f"vectors of {len(a)} and {len(b)} numbers have no dot product")
    return sum(x * y for x, y in zip(a, b, strict=True))


def softmax(scores: list[float]) -> list[float]:
    """Given. The weights of n scores: not negative, and adding up to 1."""
    return [1 / sum(math.exp(min(other - score, 700.0)) for other in scores) for score in scores]


def context(weights: list[float], values: list[list[float]]) -> list[float]:
    """The weighted sum of n values of dv numbers each: dv numbers, however many values there are.

    Each weight counts as it is, also where they do not add up to 1. Values stay as they are.
    Raises ValueError when there are not as many values as weights.
    """
    raise NotImplementedError("context is not written yet")


def attend(query: list[float], keys: list[list[float]], values: list[list[float]]) -> tuple[list[float], list[float]]:
    """The whole way: compare the query [d] with each of the n keys [d], share out the weights, read the values [dv].

    Returns (weights, context): n numbers and dv numbers. The scores are plain dot products.
    Raises ValueError when there are not as many values as keys.
    """
    raise NotImplementedError("attend is not written yet")
