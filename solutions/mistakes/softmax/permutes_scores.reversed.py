def same_weights(scores):
    return scores[::-1]
