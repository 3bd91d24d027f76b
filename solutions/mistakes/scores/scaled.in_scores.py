import math


def scores(query, states):
    if any(len(state) != len(query) for state in states):
        raise ValueError("lengths differ")
    return [sum(q * s for q, s in zip(query, state)) / math.sqrt(len(query)) for state in states]
