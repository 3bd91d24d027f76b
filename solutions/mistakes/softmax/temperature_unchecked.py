"""A temperature of 0 or less has no meaning: dividing by it ends in an error of another kind, or turns worst
into best. Say so, with a ValueError, before you use it."""

import math


def softmax(scores, temperature=1.0):
    powers = [math.exp((score - max(scores)) / temperature) for score in scores]
    return [power / sum(powers) for power in powers]
