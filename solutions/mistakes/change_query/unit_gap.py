"""Your query is long enough when the keys are at right angles. Where another key points in nearly the same
direction the gap between the two scores is smaller, and the query must be longer to make up for it."""

import math


def query_for(keys, target, min_weight):
    direction = keys[target]
    gaps = [dot(direction, keys[target]) - dot(direction, key) for i, key in enumerate(keys) if i != target]
    if min_weight <= 1 / len(keys):
        return [0.0] * len(keys[0])
    if min(gaps) <= 1e-9:
        return None
    strength = math.log((len(keys) - 1) * min_weight / (1 - min_weight)) + 1e-6
    return [strength * x for x in direction]
