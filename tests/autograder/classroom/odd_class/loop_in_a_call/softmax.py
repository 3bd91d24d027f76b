def softmax(scores, temperature=1.0):
    i = 0
    weights = []
    while i < len(scores):
        weights.append(scores[i])
    return weights
