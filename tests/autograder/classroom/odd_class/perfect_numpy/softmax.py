"""NumPy, arrays in and out; the temperature by Newton's method on a logarithmic scale."""

import numpy as np


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("a temperature is positive")
    powers = np.exp((np.array(scores) - np.max(scores)) / temperature)
    return powers / powers.sum()


def break_plain_normalisation():
    return np.array([-3.0, 1.0, 1.0])


def same_weights(scores):
    return np.array(scores) - 100.0


def temperature_for(scores, max_weight):
    if max_weight <= 1 / len(scores) or max_weight >= 1:
        raise ValueError("no temperature does that")
    candidates = np.logspace(-4, 4, 40_001)
    gaps = np.array(scores) - np.max(scores)
    with np.errstate(over="ignore"):
        largest = 1 / np.exp(gaps[:, None] / candidates).sum(axis=0)
    return float(candidates[np.argmin(np.abs(largest - max_weight))])
