"""Your query points away from the key that should win, so it gets the least of all. Scores grow where query
and key point the same way."""

import math


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def softmax(scores):
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def sweep(queries, states):
    return [softmax([dot(query, state) for state in states]) for query in queries]


def query_for(keys, target, min_weight):
    direction = keys[target]
    gaps = [dot(direction, keys[target]) - dot(direction, key) for i, key in enumerate(keys) if i != target]
    if min_weight <= 1 / len(keys):
        return [0.0] * len(keys[0])
    if min(gaps) <= 1e-9:
        return None
    strength = math.log((len(keys) - 1) * min_weight / (1 - min_weight)) + 1e-6
    return [-strength / (abs(min(gaps)) or 1.0) * x for x in direction]


def query_between(keys, a, b, eps):
    strength = math.log(max(1.0, (len(keys) - 2) * (0.5 - eps) / (2 * eps))) + 1e-6
    return [strength * (x + y) for x, y in zip(keys[a], keys[b])]
