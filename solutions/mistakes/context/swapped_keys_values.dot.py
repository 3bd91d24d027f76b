def attend(query, keys, values):
    weights = softmax([dot(query, value) for value in values])
    return weights, context(weights, keys)
