"""You added the values up without their weights. Each one must first be taken as often as its weight says; as
it is, ten positions give a context ten times too long."""


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("lengths differ")
    return [sum(column) for column in zip(*values)]
