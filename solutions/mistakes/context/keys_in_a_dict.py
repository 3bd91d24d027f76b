"""You keep the values under their keys, so of two positions with equal keys only one survives. Positions are what
attention reads: two of them may have the same key and still hold different values."""


def attend(query, keys, values):
    if len(keys) != len(values):
        raise ValueError("lengths differ")
    stored = {tuple(key): value for key, value in zip(keys, values)}
    weights = softmax([dot(query, key) for key in stored])
    return weights, context(weights, list(stored.values()))
