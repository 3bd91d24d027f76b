"""Your query is as long for a little weight as for a lot of it, long enough for both. It finds the key, but the length
says how firmly to look: ask for no more than the weight that is wanted."""


def query_for(keys, target, min_weight):
    direction = keys[target]
    gaps = [dot(direction, keys[target]) - dot(direction, key) for i, key in enumerate(keys) if i != target]
    if min_weight <= 1 / len(keys):
        return [0.0] * len(keys[0])
    if min(gaps) <= 1e-9:
        return None
    strength = 50.0
    return [strength / (abs(min(gaps)) or 1.0) * x for x in direction]


def shows_query_for(answer, right, keys, target, min_weight):
    key = keys[target]
    length = sum(x * x for x in answer) ** 0.5 / sum(x * x for x in key) ** 0.5
    along = all(abs(x - length * y) <= 1e-9 * length for x, y in zip(answer, key, strict=True))
    return along and length > 1.01 * sum(x * x for x in right) ** 0.5 / sum(x * x for x in key) ** 0.5
