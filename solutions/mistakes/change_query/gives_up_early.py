"""You returned None for a key that cannot win, but it was asked for no more than an equal share. Which query
treats all the keys alike?"""

import math


def query_for(keys, target, min_weight):
    direction = keys[target]
    gaps = [dot(direction, keys[target]) - dot(direction, key) for i, key in enumerate(keys) if i != target]
    if min(gaps) <= 1e-9:
        return None
    strength = math.log((len(keys) - 1) * min_weight / (1 - min_weight)) + 1e-6
    return [strength / (abs(min(gaps)) or 1.0) * x for x in direction]
