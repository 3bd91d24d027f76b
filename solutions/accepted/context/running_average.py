"""One position after the other: the read so far moves toward each new value by that value's share of the
weight so far."""

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
    seen = 0.0
    read = [0.0] * len(values[0])
    for weight, value in zip(weights, values):
        seen += weight
        if weight:
            read = [r + (x - r) * weight / seen for r, x in zip(read, value)]
    return [seen * r for r in read]


def attend(query, keys, values):
    weights = softmax([dot(query, key) for key in keys])
    return weights, context(weights, values)
