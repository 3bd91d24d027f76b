import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    first, second, third = scores
    largest = max(first, second, third)
    powers = [math.exp((score - largest) / temperature) for score in (first, second, third)]
    return [power / sum(powers) for power in powers]
