"""You took the mean of the values and never used the weights. The weights are the whole point: they say how
much of each value goes into the sum."""


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("lengths differ")
    return [sum(column) / len(values) for column in zip(*values)]
