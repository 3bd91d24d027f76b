"""A query from the mean of the other keys toward the target; the length by bisection."""

import math


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def softmax(scores):
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def sweep(queries, states):
    return [softmax([dot(query, state) for state in states]) for query in queries]


def query_for(keys, target, min_weight):
    others = [key for i, key in enumerate(keys) if i != target] or [[0.0] * len(keys[0])]
    away = [x - sum(column) / len(others) for x, column in zip(keys[target], zip(*others))]

    def weight(length):
        return sweep([[length * x for x in away]], keys)[0][target]

    if weight(0.0) >= min_weight:
        return [0.0] * len(away)
    if weight(500.0) < min_weight:
        return None
    low, high = 0.0, 500.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if weight(middle) >= min_weight else (middle, high)
    return [high * x for x in away]


def query_between(keys, a, b, eps):
    """Away from all the others as well as toward the two."""
    total = [sum(column) for column in zip(*keys)]
    both = [x + y for x, y in zip(keys[a], keys[b])]
    return [(2 * x - t) * 5 * (1 + math.log(1 / eps)) for x, t in zip(both, total)]
