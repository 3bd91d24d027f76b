"""What grading adds: negative, tied, huge and nearly equal scores, any number of them, cold and hot temperatures."""

import math
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real

import pytest

ROUNDED = 6e-5
"""Weights rounded to four decimals, as many print them, are accepted everywhere but in the one check on rounding."""


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


@pytest.mark.points(2)
def test_any_scores(submission, close, rng):
    """Any number of scores, positive or negative, gives the weights of the definition."""
    for n in (2, 7):
        scores = [float(score) for score in rng.normal(scale=1.5, size=n)]
        close(submission.softmax(scores), exact(scores), atol=ROUNDED)


def test_equal_scores(submission, close):
    """Equal scores get equal weights, and a single score gets all of it."""
    close(submission.softmax([2.0, -1.0, 2.0]), [0.487856, 0.024289, 0.487856], atol=1e-4, why="ties stay tied")
    close(submission.softmax([-3.0]), [1.0], atol=ROUNDED)


def test_shift(submission, close):
    """Adding the same number to every score changes no weight."""
    weights = submission.softmax([2.0, 1.0, -1.0])
    close(weights, [0.71, 0.26, 0.04], atol=0.15, why="to begin with, these should be about right")
    why = "the gaps are the same, so these are the weights of [2, 1, -1] too"
    close(submission.softmax([-0.5, -1.5, -3.5]), weights, atol=2 * ROUNDED, why=why)


@pytest.mark.points(2)
def test_huge_scores(submission, close):
    """Huge scores give the right weights, not an overflow."""
    close(submission.softmax([-1000.0, 5.0]), [0.0, 1.0], atol=ROUNDED, why="5 is the larger of the two")
    close(submission.softmax([-1000.0, -1001.0]), [0.7310585786, 0.2689414214], atol=ROUNDED, why="the gap is still 1")
    close(submission.softmax([1e6, 1e6 - 1.0]), [0.7310585786, 0.2689414214], atol=ROUNDED, why="the gap is still 1")
    close(submission.softmax([0.0, 0.0, 0.0, 3000.0]), [0.0, 0.0, 0.0, 1.0], atol=ROUNDED)


def test_huge_scores_at_a_temperature(submission, close):
    """Huge scores give the right weights at any temperature."""
    for scores, temperature in (([900.0, 899.0, 898.5], 0.5), ([-900.0, -901.0], 0.25), ([2.0, 1.999], 0.001)):
        close(submission.softmax(scores, temperature), exact(scores, temperature), atol=ROUNDED)


@pytest.mark.points(0.5)
def test_not_rounded(submission, close, rng):
    """Weights are exact: not rounded to a few decimals, and their sum misses 1 by no more than 1e-12."""
    scores = [float(score) for score in rng.normal(size=7)]
    found = submission.softmax(scores)
    close(found, exact(scores))
    total = math.fsum(found)
    assert abs(total - 1) <= 1e-12, f"the weights add up to {total!r}, which is not 1 to within 1e-12"
    weights = submission.softmax([12.0, 0.0, 1e-5])
    assert 0 < weights[1] < weights[2], "however small a share is, it is not 0, and a better score gets more"


def test_cold_and_hot(submission, close):
    """A low temperature makes the best stand out, a high one evens things out."""
    scores = [1.0, 3.0, 2.0, -1.0]
    close(submission.softmax(scores, 2.0), exact(scores, 2.0), atol=ROUNDED)
    close(submission.softmax(scores, 0.05), [0.0, 1.0, 0.0, 0.0], atol=ROUNDED)
    close(submission.softmax(scores, 1000.0), [0.25] * 4, atol=1e-3)


def test_temperature_must_be_positive(submission):
    """A temperature of 0 or less is refused."""
    for temperature in (0.0, -1.0):
        with pytest.raises(ValueError):
            submission.softmax([1.0, 2.0], temperature)


@pytest.mark.needs("test_worked_example")
def test_scores_stay_as_they_were(submission):
    """The list of scores that was handed over stays as it was."""
    call = submission.call("softmax", [3.0, 1.0, 2.0])
    assert call.arguments[0] == [3.0, 1.0, 2.0], "whoever handed the scores over may still need them"


def test_same_weights(submission, close):
    """You found other scores with the same weights."""
    for scores in ([-4.0, 2.0], [1.0, 1.0, 5.0, 0.0], [-3.0, 0.0, -1.0], [0.0, 2.0, -3.0, 1.0]):
        others = scores_in(submission.same_weights(scores))
        assert len(others) == len(scores), f"{len(scores)} scores were given, so {len(scores)} are wanted"
        assert differ(others, scores), "the scores are hardly different"
        close(weights_of(others), exact(scores), why=f"these are the weights of what you returned for {scores}")


def test_impossible_share(submission):
    """A share that the best position can never have is refused."""
    for share in (0.25, 1.0):
        with pytest.raises(ValueError):
            submission.temperature_for([1.0, 0.0, -1.0, 4.0], share)


def test_temperature_for(submission):
    """You found the temperature that gives the best position the share asked for."""
    cases = (([0.7, 0.5, 0.3], 0.9), ([-2.0, 5.0, 1.0, 0.0], 0.3), ([60.0, -20.0], 0.55), ([0.02, 0.01, 0.0], 0.85))
    for scores, share in cases:
        largest = largest_weight(scores, submission.temperature_for(scores, share))
        said = f"at this temperature the largest of the weights of {scores} is {largest:.4g}, not {share}"
        assert abs(largest - share) < 1.001e-3, said
