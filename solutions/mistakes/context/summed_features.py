"""You added everything up to one number. The sum goes over the positions, not over the features: the context
is as long as one value."""

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
    return sum(weight * x for weight, value in zip(weights, values) for x in value)


def attend(query, keys, values):
    weights = softmax([dot(query, key) for key in keys])
    return weights, context(weights, values)
