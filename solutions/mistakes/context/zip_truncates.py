"""Where weights and values do not fit each other, your sum stops in silence at the shorter one, and part of
the input is lost without a word. Say so with a ValueError."""

import math


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return sum(x * y for x, y in zip(a, b))


def softmax(scores):
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def context(weights, values):
    return [sum(w * v for w, v in zip(weights, column)) for column in zip(*values)]


def attend(query, keys, values):
    weights = softmax([dot(query, key) for key in keys])
    return weights, context(weights, values)
