"""Twice as much of everything."""


def doubled(values):
    """Every one of the values, twice as large."""
    ### BEGIN SOLUTION
    return [2 * value for value in values]
    ### END SOLUTION
