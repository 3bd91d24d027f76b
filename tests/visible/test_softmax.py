"""What you can check yourself: run `pytest -k softmax`."""

import math
from numbers import Real

import pytest


def exact(scores, temperature=1.0):
    """Softmax by the definition, with the largest score taken away first."""
    powers = [math.exp((score - max(scores)) / temperature) for score in scores]
    return [power / math.fsum(powers) for power in powers]


def test_worked_example(submission, close):
    """The worked example gives the weights 0.4018, 0.3289 and 0.2693."""
    close(submission.softmax([0.7, 0.5, 0.3]), [0.4017595785, 0.3289329223, 0.2693074992], atol=1e-4)


def test_two_scores(submission, close):
    """Two scores give two weights."""
    close(submission.softmax([0.0, math.log(3.0)]), [0.25, 0.75], atol=1e-4, why="the odds are 1 : 3")


def test_large_scores(submission, close):
    """Large scores stay finite."""
    close(submission.softmax([1000.0, 999.0]), [0.7310585786, 0.2689414214], atol=1e-4, why="the gap is still 1")


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


def test_same_weights_for_the_example(submission, close):
    """Your other scores have the weights of the worked example."""
    scores = [0.7, 0.5, 0.3]
    others = list(submission.same_weights(scores))
    assert len(others) == 3, "three scores were given, so three are wanted"
    assert max(abs(a - b) for a, b in zip(others, scores, strict=True)) >= 0.1, "the scores are hardly different"
    close(exact(others), exact(scores), why="these are the weights of what you returned")


def test_what_cannot_be(submission):
    """A temperature of 0 and a share of more than everything are refused."""
    with pytest.raises(ValueError):
        submission.softmax([1.0, 2.0], 0.0)
    with pytest.raises(ValueError):
        submission.temperature_for([3.0, 1.0], 1.5)


def test_temperature_for_a_share(submission, close):
    """Your temperature gives the best of two positions the share of nine tenths."""
    temperature = submission.temperature_for([3.0, 1.0], 0.9)
    assert temperature > 0, "a temperature is more than 0"
    largest = max(exact([3.0, 1.0], temperature))
    close(largest, 0.9, atol=1e-3, why="with your temperature the larger of the two weights is this")
