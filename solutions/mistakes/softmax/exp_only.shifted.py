import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    return [math.exp((score - max(scores)) / temperature) for score in scores]
