"""You returned a query for a key that no query can make win: it lies in the middle of the others, so whatever
favours it favours one of them at least as much. Say so by returning None."""

import math


def query_for(keys, target, min_weight):
    direction = keys[target]
    gaps = [dot(direction, keys[target]) - dot(direction, key) for i, key in enumerate(keys) if i != target]
    if min_weight <= 1 / len(keys):
        return [0.0] * len(keys[0])
    strength = math.log((len(keys) - 1) * min_weight / (1 - min_weight)) + 1e-6
    return [strength / (abs(min(gaps)) or 1.0) * x for x in direction]
