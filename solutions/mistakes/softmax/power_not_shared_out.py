"""You raise the finished weights to a power, which makes the best one stand out as it should. But what comes out no
longer adds up to 1: after such a step the whole has to be shared out again. Or where could the temperature act, so that
sharing out once is enough?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp(score - max(scores)) for score in scores]
    return [(power / sum(powers)) ** (1 / temperature) for power in powers]
