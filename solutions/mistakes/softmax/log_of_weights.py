"""You return the logarithms of the weights. They are handy in a loss, but nobody can look by them: weights are not
negative, and add up to 1. What is left to do to each of them?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    shifted = [(score - max(scores)) / temperature for score in scores]
    total = math.log(sum(math.exp(score) for score in shifted))
    return [score - total for score in shifted]
