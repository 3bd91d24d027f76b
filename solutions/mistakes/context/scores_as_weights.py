"""You read with the scores themselves. Scores can be negative and add up to anything; which step turns them
into shares of one whole before the reading starts?"""


def attend(query, keys, values):
    weights = [dot(query, key) for key in keys]
    return weights, context(weights, values)
