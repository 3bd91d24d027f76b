import numpy as np


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("t <= 0")
    x = np.array(scores) / temperature
    x = np.exp(x - np.max(x))
    return list(x / np.sum(x))


def break_plain_normalisation():
    return [1, -1]


def same_weights(scores):
    return list(np.array(scores) + 10)


def temperature_for(scores, max_weight):
    if not 1 / len(scores) < max_weight < 1:
        raise ValueError
    lo, hi = 1e-6, 1e6
    for _ in range(100):
        t = np.sqrt(lo * hi)
        if np.max(softmax(scores, t)) > max_weight:
            lo = t
        else:
            hi = t
    return t
