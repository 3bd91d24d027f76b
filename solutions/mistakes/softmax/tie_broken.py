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
