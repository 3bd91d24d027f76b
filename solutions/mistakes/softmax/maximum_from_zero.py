"""Your search for the largest score begins at 0, so where all scores are negative it never finds one. Far below 0 there
is then nothing left after exp. Which number can you begin with that is a score for certain?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    largest = 0.0
    for score in scores:
        if score > largest:
            largest = score
    powers = [math.exp((score - largest) / temperature) for score in scores]
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
