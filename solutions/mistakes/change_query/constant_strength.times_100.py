def query_for(keys, target, min_weight):
    direction = keys[target]
    gaps = [dot(direction, keys[target]) - dot(direction, key) for i, key in enumerate(keys) if i != target]
    if min_weight <= 1 / len(keys):
        return [0.0] * len(keys[0])
    if min(gaps) <= 1e-9:
        return None
    strength = 100.0
    return [strength * x for x in direction]
