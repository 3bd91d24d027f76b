"""You keep the values under their keys, so of two positions with equal keys only one survives. Positions are what
attention reads: two of them may have the same key and still hold different values."""

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
    return [dot(weights, column) for column in zip(*values)]


def attend(query, keys, values):
    if len(keys) != len(values):
        raise ValueError("lengths differ")
    stored = {tuple(key): value for key, value in zip(keys, values)}
    weights = softmax([dot(query, key) for key in stored])
    return weights, context(weights, list(stored.values()))
