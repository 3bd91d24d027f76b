import math


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return -math.dist(a, b)
