"""You returned the key itself, or the key made one long. It points the right way, but its length has nothing to do
with the weight that was asked for: how long must a query be for more of it?"""


def query_for(keys, target, min_weight):
    direction = keys[target]
    gaps = [dot(direction, keys[target]) - dot(direction, key) for i, key in enumerate(keys) if i != target]
    if min_weight <= 1 / len(keys):
        return [0.0] * len(keys[0])
    if min(gaps) <= 1e-9:
        return None
    strength = min(gaps)
    return [strength / (abs(min(gaps)) or 1.0) * x for x in direction]


def shows_query_for(answer, right, keys, target, min_weight):
    key = keys[target]
    lengths = (1.0, sum(x * x for x in key) ** -0.5)
    as_it_is = any(all(abs(x - length * y) <= 1e-9 for x, y in zip(answer, key, strict=True)) for length in lengths)
    return as_it_is and softmax([dot(answer, other) for other in keys])[target] < min_weight
