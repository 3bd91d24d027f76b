"""You added up inside each value, so there is one number for every position. The context has one number for every
place of a value: stay in one place, and add up over the positions."""


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("lengths differ")
    return [weight * sum(value) for weight, value in zip(weights, values)]
