"""You compared the query with the keys and then read the keys again. The keys only say where to look; what is
to be read there are the values."""

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
    weights = softmax([dot(query, key) for key in keys])
    return weights, context(weights, keys)
