"""You measure how far apart the two vectors lie. A distance grows when they differ, while a score must grow
when they agree: think of multiplying what belongs together instead of subtracting it."""

import math


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return math.dist(a, b)
