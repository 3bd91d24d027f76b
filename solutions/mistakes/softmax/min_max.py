"""You moved the scores so that the worst one is 0, and divided by the sum. Nothing is negative any more, but now the
worst position gets nothing at all, however close it came, and the shares do not follow the gaps as softmax's do. Which
function makes every score positive and keeps their order?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    low, high = min(scores), max(scores)
    if low == high:
        return [1 / len(scores)] * len(scores)
    parts = [(score - low) / (high - low) for score in scores]
    return [part / sum(parts) for part in parts]


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
