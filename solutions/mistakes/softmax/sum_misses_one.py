"""Your weights are so nearly right that no plot would show it, but they do not quite add up to 1. Is something small
added to what you divide by, to be on the safe side, or do you compute with fewer digits than you could? Ask yourself
whether what you divide by can be 0 at all."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp((score - max(scores)) / temperature) for score in scores]
    return [power / (sum(powers) + 1e-8) for power in powers]
