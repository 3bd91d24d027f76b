"""You dropped the sign of the score. A negative score means that a state points away from the query: taken
without its sign, the opposite of what you look for would look like a perfect fit."""


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return abs(sum(x * y for x, y in zip(a, b)))
