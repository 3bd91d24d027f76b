def dot(a, b):
    if len(a) != len(b):
        raise ValueError("a et b")
    return sum(x * y for x, y in zip(a, b))


def scores(query, states):
    return [dot(query, state) for state in states]
