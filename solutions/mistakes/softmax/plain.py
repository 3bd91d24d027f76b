"""You divided the bare scores by their sum. That looks fine while all scores are positive, but a score may be
negative and a sum may be 0: what could you do to every score first, so that nothing negative is left?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    scaled = [score / temperature for score in scores]
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
