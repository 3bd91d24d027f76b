"""You divide by the lengths of both vectors, which gives the cosine of the angle between them. That is a fine
measure of likeness, but a plain dot product lets a longer vector speak louder, and later steps count on
it."""

import math


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    size = math.sqrt(sum(x * x for x in a) * sum(y * y for y in b))
    return sum(x * y for x, y in zip(a, b)) / size if size else 0.0
