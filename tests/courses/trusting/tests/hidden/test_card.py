import pytest


@pytest.mark.needs("test_name")
@pytest.mark.parametrize("least", [1, pytest.param(2, id="two")])
def test_likes(submission, least):
    """The card says what you like."""
    assert len(submission["likes"]) >= least, "the list is too short"
