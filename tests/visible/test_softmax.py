"""What you can check yourself: run `pytest -k softmax`."""

import math
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real

import pytest


def exact(scores, temperature=1.0):
    """Softmax by the definition, with the largest score taken away first."""
    powers = [math.exp((score - max(scores)) / temperature) for score in scores]
    return [power / math.fsum(powers) for power in powers]


def is_finite(number):
    """Whether it is a number of any kind, and neither infinite nor nan."""
    return isinstance(number, Rational) or (isinstance(number, Real | Decimal) and math.isfinite(number))


def scores_in(given):
    """The scores that came back, as fractions: exact, and no sum of them is too large."""
    assert hasattr(given, "__len__"), "a list of scores is wanted"
    assert not isinstance(given, dict | str), "a list of scores is wanted"
    scores = given.tolist() if hasattr(given, "tolist") else list(given)
    assert all(map(is_finite, scores)), "scores are finite numbers"
    return list(map(Fraction, scores))


def differ(others, scores):
    """Whether one of the scores is another than the one in its place."""
    return max(abs(a - Fraction(b)) for a, b in zip(others, scores, strict=True)) >= 0.1 - 1e-9


def weights_of(scores):
    """Their weights; a score far below the largest has none that shows."""
    largest = max(scores)
    return exact([float(max(score - largest, -(10**6))) for score in scores])


def largest_weight(scores, temperature):
    """The largest of the weights at a temperature that came back."""
    assert is_finite(temperature), "one finite number is wanted, a temperature"
    assert temperature > 0, "a temperature is more than 0"
    return max(exact(scores, max(float(min(temperature, 10**300)), 1e-300)))


def test_worked_example(submission, close):
    """The worked example gives the weights 0.4018, 0.3289 and 0.2693."""
    close(submission.softmax([0.7, 0.5, 0.3]), [0.4017595785, 0.3289329223, 0.2693074992], atol=1e-4)


def test_two_scores(submission, close):
    """Two scores give two weights."""
    for scores in ([0.0, math.log(3.0)], [-math.log(3.0), 0.0]):
        close(submission.softmax(scores), [0.25, 0.75], atol=1e-4, why="the odds are 1 : 3")


def test_large_scores(submission, close):
    """Large scores stay finite."""
    for scores in ([1000.0, 999.0], [-1000.0, -1001.0]):
        close(submission.softmax(scores), [0.7310585786, 0.2689414214], atol=1e-4, why="the gap is still 1")


def test_shares_of_a_whole(submission):
    """Weights are never negative and add up to 1."""
    weights = submission.softmax([3.0, -2.0, 0.5, 0.0])
    assert hasattr(weights, "__len__"), "a list of weights is wanted"
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
    scores = scores_in(submission.break_plain_normalisation())
    assert len(scores) >= 2, "two scores or more are needed"
    total = sum(scores)
    assert total == 0 or min(score / total for score in scores) < 0, "each score / sum is a proper share here"


def test_same_weights_for_the_example(submission, close):
    """Your other scores have the weights of the worked example."""
    scores = [0.7, 0.5, 0.3]
    others = scores_in(submission.same_weights(scores))
    assert len(others) == 3, "three scores were given, so three are wanted"
    assert differ(others, scores), "the scores are hardly different"
    close(weights_of(others), exact(scores), why="these are the weights of what you returned")


def test_what_cannot_be(submission):
    """A temperature of 0 and a share of more than everything are refused."""
    with pytest.raises(ValueError):
        submission.softmax([1.0, 2.0], 0.0)
    with pytest.raises(ValueError):
        submission.temperature_for([3.0, 1.0], 1.5)


def test_temperature_for_a_share(submission):
    """Your temperature gives the best of two positions the share of nine tenths."""
    largest = largest_weight([3.0, 1.0], submission.temperature_for([3.0, 1.0], 0.9))
    assert abs(largest - 0.9) < 1.001e-3, f"at this temperature the larger of the two weights is {largest:.4g}, not 0.9"
