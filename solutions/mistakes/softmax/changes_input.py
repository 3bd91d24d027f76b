"""Your weights are right, but you wrote them into the list of scores that was handed to you. Whoever handed
it over may still need the scores: make a list of your own."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    top = max(scores)
    for i, score in enumerate(scores):
        scores[i] = math.exp((score - top) / temperature)
    total = sum(scores)
    for i, power in enumerate(scores):
        scores[i] = power / total
    return scores
