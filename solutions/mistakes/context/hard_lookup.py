"""You read only the value with the largest weight. Attention is a weighted read, not a lookup: the other
positions leave a trace too, as large as their weights."""


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("lengths differ")
    return list(values[weights.index(max(weights))])
