"""You took the value in the middle of the list as it came. The median is the middle of the values in order."""


def median(values):
    if not values:
        raise ValueError
    n = len(values)
    return (values[(n - 1) // 2] + values[n // 2]) / 2
