"""The middle value of a list of measurements.

Half of the values lie below it, half above. For an even count it is the mean of the two middle values.
"""


def median(values: list[float]) -> float:
    """The median of a non-empty list, which stays as it is. An empty list raises ValueError."""
    ### BEGIN SOLUTION
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
    ### END SOLUTION
