def test_named(submission):
    """One and two are told apart."""
    assert submission.name_of(1) != submission.name_of(2), "they have the same name"


def test_known(submission):
    """The name is a known one."""
    assert {"one": 1, "two": 2}[submission.name_of(2)] == 2, "this is another number's name"
