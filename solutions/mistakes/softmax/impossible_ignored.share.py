import math


def temperature_for(scores, max_weight):
    if not 0 < max_weight < 1:
        raise ValueError("a share lies between 0 and 1")
    low, high = 1e-9, 1e9
    for _ in range(120):
        middle = math.sqrt(low * high)
        powers = [math.exp((score - max(scores)) / middle) for score in scores]
        if max(powers) / sum(powers) > max_weight:
            low = middle
        else:
            high = middle
    return middle
