import pytest


@pytest.mark.needs("test_constant")
def test_uneven_steps(submission, reference, close, rng):
    """Steps need not be equal."""
    x = sorted(float(value) for value in rng.uniform(0, 10, size=6))
    y = [float(value) for value in rng.normal(size=6)]
    close(submission.area(x, y), reference.area(x, y))
