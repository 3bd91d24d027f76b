def attend(query, keys, values):
    weights = softmax([dot(query, key) for key, _ in zip(keys, values)])
    return weights, context(weights, values[: len(weights)])
