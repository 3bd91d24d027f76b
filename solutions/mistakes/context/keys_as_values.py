"""You compared the query with the keys and then read the keys again. The keys only say where to look; what is
to be read there are the values."""


def attend(query, keys, values):
    weights = softmax([dot(query, key) for key in keys])
    return weights, context(weights, keys)
