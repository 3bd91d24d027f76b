"""Your query points away from the key that should win, so it gets the least of all. Scores grow where query
and key point the same way."""

import math


def query_for(keys, target, min_weight):
    direction = keys[target]
    gaps = [dot(direction, keys[target]) - dot(direction, key) for i, key in enumerate(keys) if i != target]
    if min_weight <= 1 / len(keys):
        return [0.0] * len(keys[0])
    if min(gaps) <= 1e-9:
        return None
    strength = math.log((len(keys) - 1) * min_weight / (1 - min_weight)) + 1e-6
    return [-strength / (abs(min(gaps)) or 1.0) * x for x in direction]
