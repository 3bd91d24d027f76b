"""You take the largest score away so that nothing overflows, but the scores have been divided by the temperature in
the meantime and the largest one has not. At temperature 1 that is the same; at others what is left can still be huge.
In which order do the two steps belong?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    largest = max(scores)
    powers = [math.exp(score / temperature - largest) for score in scores]
    return [power / sum(powers) for power in powers]
