"""You took the largest score away above the line, but not below it: the sum is made of other numbers than the
parts. Whatever you do to the scores, do it once, before both."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    total = sum(math.exp(score / temperature) for score in scores)
    return [math.exp((score - max(scores)) / temperature) / total for score in scores]


def temperature_for(scores, max_weight):
    if not 1 / len(scores) < max_weight < 1:
        raise ValueError("max_weight")
    low, high = 1e-9, 1e9
    for _ in range(120):
        middle = math.sqrt(low * high)
        powers = [math.exp((score - max(scores)) / middle) for score in scores]
        if max(powers) / sum(powers) > max_weight:
            low = middle
        else:
            high = middle
    return middle
