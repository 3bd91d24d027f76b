"""Your search for the largest score begins at 0, so where all scores are negative it never finds one. Far below 0 there
is then nothing left after exp. Which number can you begin with that is a score for certain?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    largest = 0.0
    for score in scores:
        if score > largest:
            largest = score
    powers = [math.exp((score - largest) / temperature) for score in scores]
    return [power / sum(powers) for power in powers]
