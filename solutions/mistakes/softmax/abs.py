"""You took the scores without their signs and divided by the sum. Nothing is negative any more, but a score
of -3 now counts as much as one of 3: a weight must grow whenever its score grows."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    scaled = [abs(score / temperature) for score in scores]
    total = sum(scaled)
    return [score / total for score in scaled]


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
