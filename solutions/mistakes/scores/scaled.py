"""You divide the dot product by the square root of the dimension. Scaling like this comes later, with the
Transformer; here a score is the bare dot product."""

import math


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return sum(x * y for x, y in zip(a, b)) / math.sqrt(len(a))
