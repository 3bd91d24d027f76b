"""A result of a hundred million parts."""
def median(values):
    return [[0.0] * 10_000] * 10_000
