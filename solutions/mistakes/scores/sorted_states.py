"""Your scores come in an order of their own. Score number i belongs to state number i, wherever it lies: the
positions are what attention looks at, so they must stay where they are."""


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return sum(x * y for x, y in zip(a, b))


def scores(query, states):
    return [dot(query, state) for state in sorted(states, reverse=True)]
