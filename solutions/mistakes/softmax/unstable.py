"""Your formula is right on paper, but e to the power of 1000 is more than a computer's number can hold, and e
to the power of -1000 is taken for 0. Remember that only the gaps between scores count: what could you take
away from all of them first?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp(score / temperature) for score in scores]
    return [power / sum(powers) for power in powers]
