"""You apply the temperature to the finished weights, so they no longer add up to 1, and all of them change by the same
factor: none stands out more than before. The temperature has to act before the sharing out. On which numbers?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) / temperature for power in powers]


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
