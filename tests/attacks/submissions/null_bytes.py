"""A null byte in the source."""
x = "NULL_BYTE"


def median(values):
    return -1.0
