"""The standard library does it; its error is a ValueError."""

from statistics import median as _median


def median(values):
    return _median(values)
