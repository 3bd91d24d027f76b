"""Plain loops and an index."""


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def scores(query, states):
    result = []
    for state in states:
        result.append(dot(query, state))
    return result
