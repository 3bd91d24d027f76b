import numpy as np


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = np.exp(np.array(scores) / temperature)
    return powers / powers.sum()
