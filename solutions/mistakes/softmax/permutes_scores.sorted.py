def same_weights(scores):
    return sorted(scores)
