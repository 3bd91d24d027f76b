"""You apply the temperature to the finished weights, so they no longer add up to 1, and all of them change by the same
factor: none stands out more than before. The temperature has to act before the sharing out. On which numbers?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) / temperature for power in powers]
