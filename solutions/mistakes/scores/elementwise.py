"""You multiplied place by place, which is the first half. A score is one number for one state: the products
of its places still have to be brought together."""


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return [x * y for x, y in zip(a, b)]
