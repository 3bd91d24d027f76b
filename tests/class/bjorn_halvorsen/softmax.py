import numpy as np


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature <= 0")
    z = np.array(scores, dtype=float) / temperature
    z -= z.max()
    e = np.exp(z)
    return (e / e.sum()).tolist()


def break_plain_normalisation():
    return [3.0, -1.0]


def same_weights(scores):
    return (np.array(scores, dtype=float) - 1.0).tolist()


def temperature_for(scores, max_weight):
    if max_weight <= 1 / len(scores) or max_weight >= 1:
        raise ValueError("impossible")
    lo, hi = 1e-9, 1e9
    while hi / lo > 1 + 1e-10:
        mid = (lo * hi) ** 0.5
        if max(softmax(scores, mid)) > max_weight:
            lo = mid
        else:
            hi = mid
    return hi
