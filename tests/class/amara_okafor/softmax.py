"""Softmax: how much should I look?

Scores say who fits best. To *read* from the input, you need shares: numbers that are not negative and add up to 1, so
that "how much of this, how much of that" has a meaning. Softmax makes them: raise e to every score, then divide each
result by the sum of them all.

    scores  = [0.7, 0.5, 0.3]
    weights = [0.40175958, 0.32893292, 0.26930750]      # they add up to 1

What makes it a good choice, and what you can find out here by experiment:

* e to any power is positive, so a negative score still gets a (small) share. Dividing the bare scores by their sum has
  no such luck: `break_plain_normalisation` asks you for scores that spoil it.
* Only the gaps between scores count: `same_weights` asks you for other scores with the same weights. That is also the
  way out when e to the power of a score is too large for the computer.
* A *temperature* divides the scores first. Below 1 it makes the best one stand out more, above 1 it evens things out;
  `temperature_for` asks which temperature gives the best position a share of your choice.
"""

import math


def softmax(scores: list[float], temperature: float = 1.0) -> list[float]:
    """The weights of n scores, n at least 1: e ** (score / temperature), each divided by the sum of all n.

    Works for scores of any size, such as 1000 or -1000. The list of scores stays as it is. Weights are not rounded:
    they add up to 1 to within 1e-12.
    Raises ValueError when the temperature is 0 or less.
    """
    if temperature <= 0:
        raise ValueError("temperature must be positive")
    top = max(scores)
    e = [math.exp((s - top) / temperature) for s in scores]
    total = sum(e)
    return [x / total for x in e]


def break_plain_normalisation() -> list[float]:
    """Two or more finite scores for which score / sum(scores) gives no shares.

    Any list counts whose sum is 0, or for which at least one score / sum(scores) is negative.
    """
    return [1.0, -1.0]


def same_weights(scores: list[float]) -> list[float]:
    """Other scores that softmax (at temperature 1) turns into the same weights.

    As many as were given, and at least one of them differs from the one in its place by 0.1 or more.
    """
    return [s + 5.0 for s in scores]


def temperature_for(scores: list[float], max_weight: float) -> float:
    """The temperature at which the largest of the n weights is `max_weight`, to within 0.001.

    One of the scores is larger than all the others. Raises ValueError when no temperature can do it: the largest of n
    weights always lies between 1/n and 1, and reaches neither.
    """
    n = len(scores)
    if not 1 / n < max_weight < 1:
        raise ValueError(f"no temperature gives {max_weight}")
    # higher temperature -> smaller top weight, so bisect on log scale
    low, high = 1e-6, 1e9
    for _ in range(300):
        middle = math.sqrt(low * high)
        if max(softmax(scores, middle)) > max_weight:
            low = middle
        else:
            high = middle
    return math.sqrt(low * high)
