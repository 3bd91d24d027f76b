import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature must be more than 0")
    top = max(scores)
    for i in range(len(scores)):
        scores[i] = math.exp((scores[i] - top) / temperature)
    total = sum(scores)
    for i in range(len(scores)):
        scores[i] = scores[i] / total
    return scores
