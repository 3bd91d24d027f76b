"""Feature by feature: each one adds its part to all the scores."""

from functools import reduce
from operator import add, mul


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return reduce(add, map(mul, a, b), 0.0)


def scores(query, states):
    if any(len(state) != len(query) for state in states):
        raise ValueError("lengths differ")
    totals = [0.0] * len(states)
    for wanted, column in zip(query, zip(*states)):
        totals = [total + wanted * value for total, value in zip(totals, column)]
    return tuple(totals)
