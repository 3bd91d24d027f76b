"""Your softmax gives the same weights at every temperature. Either it never uses the one that it is given, or it
uses it so late that it cancels: what all the powers are divided by is gone after the division by their sum. It
belongs to the scores, before anything else happens to them."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]
