"""You take a number away from all the scores first, which changes no weight, but it is not the largest of them: what is
left can still be far above 0, and e to the power of that is more than a computer's number can hold. Which number
leaves nothing above 0?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    taken = sum(scores) / len(scores)
    powers = [math.exp((score - taken) / temperature) for score in scores]
    return [power / sum(powers) for power in powers]
