"""Your context is right, but on the way you multiplied the values that were handed to you by their weights.
The next output step reads the same values again: work on numbers of your own."""

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
    for weight, value in zip(weights, values):
        for i, x in enumerate(value):
            value[i] = weight * x
    return [sum(column) for column in zip(*values)]


def attend(query, keys, values):
    weights = softmax([dot(query, key) for key in keys])
    return weights, context(weights, values)
