"""A source that takes the parser long."""
x = MANY_BRACKETS


def median(values):
    return -1.0
