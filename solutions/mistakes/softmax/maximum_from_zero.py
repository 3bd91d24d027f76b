"""You take nothing away where all scores are negative, and far below 0 there is then nothing left after exp. So it is
where the search for the largest score begins at 0, or where only large scores are shifted. Which score is always the
one to take away?"""

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
