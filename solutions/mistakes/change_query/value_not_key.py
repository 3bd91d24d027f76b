"""You made a query with a large number at the place of the target's index. That works only when key number i
happens to point along axis i: a query has to point along the key itself."""

import math


def query_for(keys, target, min_weight):
    if min_weight <= 1 / len(keys):
        return [0.0] * len(keys[0])
    own = dot(keys[target], keys[target])
    if any(dot(keys[target], key) >= own for i, key in enumerate(keys) if i != target):
        return None
    strength = math.log((len(keys) - 1) * min_weight / (1 - min_weight)) + 1e-6
    return [2 * strength if i == min(target, len(keys[0]) - 1) else 0.0 for i in range(len(keys[0]))]


def shows_query_for(answer, right, keys, target, min_weight):
    place = min(target, len(answer) - 1)
    return (
        answer[place] > 0
        and not any(x for i, x in enumerate(answer) if i != place)
        and any(x for i, x in enumerate(keys[target]) if i != place)
    )
