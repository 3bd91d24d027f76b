"""Your `dot` refuses vectors of unequal length, but `scores` goes its own way and drops what is left over.
The check that you wrote once serves both, if the one asks the other."""


def scores(query, states):
    return [sum(x * y for x, y in zip(query, state)) for state in states]
