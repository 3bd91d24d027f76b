import pytest


@pytest.mark.parametrize("width", [1.0, 3.0])
def test_constant(submission, close, width):
    """Under a constant curve lies a rectangle."""
    close(submission.area([0.0, width], [2.0, 2.0]), 2.0 * width)
