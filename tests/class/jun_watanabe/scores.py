from operator import mul


def dot(a, b):
    if len(a) != len(b):
        raise ValueError
    return sum(map(mul, a, b))


def scores(query, states):
    return [dot(query, s) for s in states]
