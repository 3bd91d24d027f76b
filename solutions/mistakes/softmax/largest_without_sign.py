"""You look for the largest score without regard to its sign: -1000 is then larger than 5. Where all scores are far
below the number that you take away, nothing is left of them after exp. The largest score is the one furthest up, not
the one furthest from 0."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    taken = max(abs(score) for score in scores)
    powers = [math.exp((score - taken) / temperature) for score in scores]
    return [power / sum(powers) for power in powers]


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
