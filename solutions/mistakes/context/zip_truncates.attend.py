def attend(query, keys, values):
    weights = softmax([dot(query, key) for key in keys])
    return weights, [sum(w * v for w, v in zip(weights, column)) for column in zip(*values)]
