"""Plain loops."""

import math


def softmax(scores, temperature=1.0):
    if not temperature > 0:
        raise ValueError("a temperature is positive")
    top = scores[0]
    for score in scores:
        if score > top:
            top = score
    powers = []
    total = 0.0
    for score in scores:
        power = math.e ** ((score - top) / temperature)
        powers.append(power)
        total += power
    weights = []
    for power in powers:
        weights.append(power / total)
    return weights


def break_plain_normalisation():
    return [1, -1]


def same_weights(scores):
    return [score + 1.0 for score in scores]


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
