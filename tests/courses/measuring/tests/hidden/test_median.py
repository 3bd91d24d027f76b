import pytest


@pytest.mark.points(2)
def test_even_count(submission, reference, close, rng):
    """An even count has two middle values, and their mean counts."""
    values = [float(value) for value in rng.normal(size=8)]
    close(submission.median(values), reference.median(values))


@pytest.mark.needs("test_even_count")
def test_input_is_left_alone(submission):
    """The list that was handed over stays as it was."""
    call = submission.call("median", [3.0, 1.0, 2.0])
    assert call.arguments == ([3.0, 1.0, 2.0],), "the list has another order now; sort a copy"


def test_nothing_to_measure(submission):
    """An empty list is refused."""
    with pytest.raises(ValueError):
        submission.median([])
