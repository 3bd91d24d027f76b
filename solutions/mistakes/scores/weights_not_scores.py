"""You went one step too far: your numbers are positive and add up to 1, so they are weights already. Scores are the
bare dot products, which may be negative and add up to anything; sharing out is the next exercise."""

import math


def scores(query, states):
    found = [dot(query, state) for state in states]
    powers = [math.exp(score - max(found)) for score in found]
    return [power / sum(powers) for power in powers]
