import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    taken = min(scores)
    powers = [math.exp((score - taken) / temperature) for score in scores]
    return [power / sum(powers) for power in powers]
