import numpy as np


def dot(a, b):
    return float(np.dot(a, b))


def softmax(scores):
    x = np.exp(np.array(scores) - np.max(scores))
    return list(x / x.sum())


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError
    return list(np.average(values, axis=0, weights=weights))


def attend(query, keys, values):
    w = softmax([dot(query, k) for k in keys])
    return w, context(w, values)
