"""You raised e to every score, so everything is positive. What is still missing makes shares of a whole: the
numbers do not add up to 1 yet."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    return [math.exp(score / temperature) for score in scores]
