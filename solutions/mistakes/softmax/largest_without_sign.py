"""You look for the largest score without regard to its sign: -1000 is then larger than 5. Where all scores are far
below the number that you take away, nothing is left of them after exp. The largest score is the one furthest up, not
the one furthest from 0."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    taken = max(abs(score) for score in scores)
    powers = [math.exp((score - taken) / temperature) for score in scores]
    return [power / sum(powers) for power in powers]
