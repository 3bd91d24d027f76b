"""You put the caller's own list in order. Whoever handed it over may still need it as it was."""


def median(values):
    if not values:
        raise ValueError
    values.sort()
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
