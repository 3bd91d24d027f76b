import math


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("distinct lengths")
    return sum(x * y for x, y in zip(a, b))


def softmax(scores):
    largest = max(scores)
    powers = [math.exp(s - largest) for s in scores]
    return [p / sum(powers) for p in powers]


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("distinct lengths")
    result = []
    for w, v in zip(weights, values):
        result.append([w * x for x in v])
    return result


def attend(query, keys, values):
    weights = softmax([dot(query, key) for key in keys])
    return weights, context(weights, values)
