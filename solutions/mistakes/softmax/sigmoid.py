"""You squeezed every score into the range from 0 to 1 on its own. Weights share one whole: what one position
gets depends on all the others, so they have to be looked at together."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    return [1 / (1 + math.exp(-max(-700.0, min(700.0, score / temperature)))) for score in scores]


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
