def attend(query, keys, values):
    scores = [dot(query, key) for key in keys]
    weights = softmax([float(sum(other < score for other in scores)) for score in scores])
    return weights, context(weights, values)
