"""Your query is the mean of all the keys, made longer. It looks at everybody alike and so prefers nobody:
only the key that should win may pull it."""

import math


def query_for(keys, target, min_weight):
    direction = [sum(column) / len(keys) for column in zip(*keys)]
    gaps = [dot(direction, keys[target]) - dot(direction, key) for i, key in enumerate(keys) if i != target]
    if min_weight <= 1 / len(keys):
        return [0.0] * len(keys[0])
    strength = math.log((len(keys) - 1) * min_weight / (1 - min_weight)) + 1e-6
    return [strength / (abs(min(gaps)) or 1.0) * x for x in direction]
