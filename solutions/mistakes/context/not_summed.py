"""You gave every value its weight, and then returned all of them side by side. The last step is missing: the
context is one vector, the sum of those."""


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("lengths differ")
    return [[weight * x for x in value] for weight, value in zip(weights, values)]
