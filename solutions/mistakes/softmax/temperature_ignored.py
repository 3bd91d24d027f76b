"""Your softmax takes a temperature and never uses it. It belongs to the scores, before anything else happens
to them."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]
