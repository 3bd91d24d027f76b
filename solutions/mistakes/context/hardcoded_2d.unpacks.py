def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("lengths differ")
    first = second = 0.0
    for weight, (a, b) in zip(weights, values):
        first += weight * a
        second += weight * b
    return [first, second]
