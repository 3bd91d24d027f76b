"""You gave scores that are equal different weights, as if the first one were better. Equal scores must get
equal weights: nothing tells them apart."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp((score - max(scores)) / temperature) for score in scores]
    best = scores.index(max(scores))
    total = sum(powers)
    ties = scores.count(max(scores)) - 1
    return [
        (p + ties * powers[best] if i == best else 0.0 if s == max(scores) else p) / total
        for i, (p, s) in enumerate(zip(powers, scores))
    ]


def break_plain_normalisation():
    return [2.0, -1.0]


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
