"""You took the largest score away above the line, but not below it: the sum is made of other numbers than the
parts. Whatever you do to the scores, do it once, before both."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    total = sum(math.exp(score / temperature) for score in scores)
    return [math.exp((score - max(scores)) / temperature) / total for score in scores]
