"""Numbers have names."""


def name_of(number):
    """The name of one, two or three."""
    raise NotImplementedError("name_of is not written yet")
