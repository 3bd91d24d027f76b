"""What you can check yourself: run `pytest -k softmax`."""

import math
from numbers import Real


def test_worked_example(submission, close):
    """The worked example gives the weights 0.4018, 0.3289 and 0.2693."""
    close(submission.softmax([0.7, 0.5, 0.3]), [0.4017595785, 0.3289329223, 0.2693074992], atol=1e-4)


def test_shares_of_a_whole(submission):
    """Weights are never negative and add up to 1."""
    weights = submission.softmax([3.0, -2.0, 0.5, 0.0])
    assert all(weight >= 0 for weight in weights), (
        "one of the weights is negative: nobody can look less than not at all"
    )
    total = math.fsum(weights)
    assert abs(total - 1) < 1e-3, f"the weights add up to {total:.6g}, and shares of a whole add up to 1"


def test_temperature(submission, close):
    """A temperature of 0.5 doubles every gap between scores."""
    close(
        submission.softmax([0.5, 1.0, 1.5], 0.5),
        [0.0900305732, 0.2447284711, 0.6652409558],
        atol=1e-4,
        why="divided by 0.5 the scores are 1, 2 and 3",
    )


def test_break_plain_normalisation(submission):
    """Your scores show that dividing by the sum is not enough."""
    scores = list(submission.break_plain_normalisation())
    assert len(scores) >= 2, "two scores or more are needed"
    assert all(isinstance(score, Real) and math.isfinite(score) for score in scores), "scores are finite numbers"
    total = math.fsum(scores)
    assert total == 0 or min(score / total for score in scores) < 0, "each score / sum is a proper share here"
