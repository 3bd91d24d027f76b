import math


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return 1 / (1 + math.dist(a, b))
