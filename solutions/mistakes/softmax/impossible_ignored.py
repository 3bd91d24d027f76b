"""The largest of n weights is always more than 1/n and less than 1. Asked for a share outside that range you
returned some temperature all the same: say that it cannot be done, with a ValueError."""

import math


def temperature_for(scores, max_weight):
    low, high = 1e-9, 1e9
    for _ in range(120):
        middle = math.sqrt(low * high)
        powers = [math.exp((score - max(scores)) / middle) for score in scores]
        if max(powers) / sum(powers) > max_weight:
            low = middle
        else:
            high = middle
    return middle
