"""You have keys and values the wrong way round: you compared the query with the values and read the keys.
Keys are for comparing, values for reading."""

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
    if len(keys) != len(values):
        raise ValueError("lengths differ")
    weights = softmax([sum(q * v for q, v in zip(query, value)) for value in values])
    return weights, context(weights, keys)
