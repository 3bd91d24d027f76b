"""You multiplied the scores by the temperature, so a hot one sharpens and a cold one evens out. It is the
other way round: the higher the temperature, the less the gaps should count."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp((score - max(scores)) * temperature) for score in scores]
    return [power / sum(powers) for power in powers]
