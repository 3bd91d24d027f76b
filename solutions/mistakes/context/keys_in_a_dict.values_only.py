def attend(query, keys, values):
    if len(keys) != len(values):
        raise ValueError("lengths differ")
    stored = {tuple(key): value for key, value in zip(keys, values)}
    weights = softmax([dot(query, key) for key in keys])
    return weights, context(weights, [stored[tuple(key)] for key in keys])
