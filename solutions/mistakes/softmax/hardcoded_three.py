"""Your softmax works for three scores only. The next sentence may have five words, or one: let the number of
scores decide how many weights there are."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp((scores[i] - max(scores)) / temperature) for i in range(3)]
    total = powers[0] + powers[1] + powers[2]
    return [powers[0] / total, powers[1] / total, powers[2] / total]


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
