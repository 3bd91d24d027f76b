"""You gave everything to the best score. That is a lookup, not a weighted read: softmax leaves every position
a share, and the share follows the score smoothly, which is also what lets a model learn."""


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    best = scores.index(max(scores))
    return [1.0 if i == best else 0.0 for i in range(len(scores))]
