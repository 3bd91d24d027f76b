"""You take the largest score away so that nothing overflows, but the scores have been divided by the temperature in
the meantime and the largest one has not. At temperature 1 that is the same; at others what is left can still be huge.
In which order do the two steps belong?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    largest = max(scores)
    powers = [math.exp(score / temperature - largest) for score in scores]
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
