"""You have keys and values the wrong way round: you compared the query with the values and read the keys.
Keys are for comparing, values for reading."""


def attend(query, keys, values):
    if len(keys) != len(values):
        raise ValueError("lengths differ")
    weights = softmax([sum(q * v for q, v in zip(query, value)) for value in values])
    return weights, context(weights, keys)
