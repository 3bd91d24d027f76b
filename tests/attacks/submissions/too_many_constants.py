"""A line of a hundred thousand additions."""
x = MANY_ADDITIONS


def median(values):
    return -1.0
