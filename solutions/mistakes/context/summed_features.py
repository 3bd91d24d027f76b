"""You added everything up to one number. The sum goes over the positions, not over the features: the context
is as long as one value."""


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("lengths differ")
    return sum(weight * x for weight, value in zip(weights, values) for x in value)
