"""The middle value of a list of measurements.

Half of the values lie below it, half above. For an even count it is the mean of the two middle values.
"""


def median(values: list[float]) -> float:
    """The median of a non-empty list, which stays as it is. An empty list raises ValueError."""
    raise NotImplementedError("median is not written yet")
