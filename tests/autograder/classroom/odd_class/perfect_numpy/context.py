"""NumPy: the read is a product of a row and a matrix, which itself refuses what does not fit."""

import math

import numpy as np


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return sum(x * y for x, y in zip(a, b))


def softmax(scores):
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def context(weights, values):
    return np.array(weights) @ np.array(values)


def attend(query, keys, values):
    scores = np.array(keys) @ np.array(query)
    powers = np.exp(scores - scores.max())
    weights = powers / powers.sum()
    return weights, context(weights, values)
