"""By way of the logarithm of the sum; the temperature by a secant search."""

import math
from functools import reduce


def _log_add(a, b):
    high, low = max(a, b), min(a, b)
    return high + math.log1p(math.exp(low - high))


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("a temperature is positive")
    scaled = [score / temperature for score in scores]
    whole = reduce(_log_add, scaled)
    return tuple(math.exp(score - whole) for score in scaled)


def break_plain_normalisation():
    return [2.0, -1.0]


def same_weights(scores):
    """Moves the scores so that the largest is 7, or 8 where it was 7 before."""
    top = max(scores)
    goal = 7.0 if abs(top - 7.0) > 0.5 else 8.0
    return [score - top + goal for score in scores]


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
