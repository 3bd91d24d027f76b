"""Your scores come in an order of their own. Score number i belongs to state number i, wherever it lies: the
positions are what attention looks at, so they must stay where they are."""


def scores(query, states):
    return [dot(query, state) for state in sorted(states, reverse=True)]
