"""Your softmax works for three scores only. The next sentence may have five words, or one: let the number of
scores decide how many weights there are."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp((scores[i] - max(scores)) / temperature) for i in range(3)]
    total = powers[0] + powers[1] + powers[2]
    return [powers[0] / total, powers[1] / total, powers[2] / total]
