"""Scores beyond some size come out alike: so it is where they are cut off at a bound, or where equal weights stand in
for what cannot be computed. Only the gaps between scores count, and these are lost then. What could you take away from
all scores, so that none is too large and every gap stays?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp(min(700.0, score / temperature)) for score in scores]
    return [power / sum(powers) for power in powers]
