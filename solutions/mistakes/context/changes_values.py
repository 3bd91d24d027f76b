"""Your context is right, but on the way you multiplied the values that were handed to you by their weights.
The next output step reads the same values again: work on numbers of your own."""


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("lengths differ")
    for weight, value in zip(weights, values):
        for i, x in enumerate(value):
            value[i] = weight * x
    return [sum(column) for column in zip(*values)]
