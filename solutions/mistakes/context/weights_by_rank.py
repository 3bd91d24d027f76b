"""You share the weights out by rank only: the best gets the most, however far ahead it is. Softmax looks at
the gaps between the scores as well."""

import math


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return sum(x * y for x, y in zip(a, b))


def softmax(scores):
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("lengths differ")
    return [sum(w * v for w, v in zip(weights, column)) for column in zip(*values)]


def attend(query, keys, values):
    scores = [dot(query, key) for key in keys]
    ranks = [1 + sum(other < score for other in scores) for score in scores]
    weights = [rank / sum(ranks) for rank in ranks]
    return weights, context(weights, values)
