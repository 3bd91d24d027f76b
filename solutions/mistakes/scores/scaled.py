"""You divide the dot product by the dimension, or by its square root; who takes the mean of the products divides, too.
Scaling comes later, with the Transformer; here a score is the bare dot product, a sum."""

import math


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return sum(x * y for x, y in zip(a, b)) / math.sqrt(len(a))


def shows_dot(answer, right, a, b):
    return any(abs(answer * n - right) <= 1e-9 * abs(right) for n in (len(a), math.sqrt(len(a))))


def shows_scores(answer, right, query, states):
    def fits(n):
        return all(abs(a * n - r) <= 1e-9 * abs(r) for a, r in zip(answer, right, strict=True))

    return fits(len(query)) or fits(math.sqrt(len(query)))
