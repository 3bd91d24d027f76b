"""Scores beyond some size come out alike: so it is where they are cut off at a bound, or where equal weights stand in
for what cannot be computed. Only the gaps between scores count, and these are lost then. What could you take away from
all scores, so that none is too large and every gap stays?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    cut = [max(-500.0, min(500.0, score / temperature)) for score in scores]
    powers = [math.exp(score) for score in cut]
    return [power / sum(powers) for power in powers]


def shows_softmax(answer, right, scores, temperature=1.0):
    """Scores that lie beyond some usual bound, above it or on both sides, weigh as much as one at it."""

    if all(abs(a - b) < 1e-9 for a, b in zip(answer, right, strict=True)):
        return False

    def cut(low, high):
        kept = [max(low, min(high, score / temperature)) for score in scores]
        powers = [math.exp(score - max(kept)) for score in kept]
        return [power / sum(powers) for power in powers]

    bounds = (10.0, 20.0, 30.0, 50.0, 80.0, 88.0, 100.0, 200.0, 300.0, 500.0, 600.0, 700.0, 709.0)
    made = [cut(low, bound) for bound in bounds for low in (-bound, -math.inf)]
    return any(all(abs(a - b) < 1e-9 for a, b in zip(answer, one, strict=True)) for one in made)
