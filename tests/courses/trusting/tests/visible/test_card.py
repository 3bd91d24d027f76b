def test_name(submission):
    """The card has a name."""
    assert isinstance(submission["name"], str), "there is no name on the card"
