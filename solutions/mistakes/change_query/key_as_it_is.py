"""You returned the key itself. It points the right way, but its length is what it happens to be: how long
must a query be for the weight that was asked for?"""


def query_for(keys, target, min_weight):
    direction = keys[target]
    gaps = [dot(direction, keys[target]) - dot(direction, key) for i, key in enumerate(keys) if i != target]
    if min_weight <= 1 / len(keys):
        return [0.0] * len(keys[0])
    if min(gaps) <= 1e-9:
        return None
    strength = min(gaps)
    return [strength / (abs(min(gaps)) or 1.0) * x for x in direction]
