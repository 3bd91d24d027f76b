"""Weights rounded to four decimals before the read, as the lesson prints them."""

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
    weights = [round(w, 4) for w in softmax([dot(query, key) for key in keys])]
    return weights, context(weights, values)
