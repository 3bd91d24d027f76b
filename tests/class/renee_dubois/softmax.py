import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    m = max(scores)
    e = [math.exp((s - m) / temperature) for s in scores]
    total = sum(e)
    return [x / total for x in e]


def break_plain_normalisation():
    return [0.5, -0.5]


def same_weights(scores):
    return [s - 10 for s in scores]


def temperature_for(scores, max_weight):
    n = len(scores)
    if max_weight <= 1 / n or max_weight >= 1:
        raise ValueError("impossible")
    bas, haut = 1e-5, 1e5
    while haut - bas > 1e-9 * haut:
        t = (bas + haut) / 2
        if softmax(scores, t)[scores.index(max(scores))] > max_weight:
            bas = t
        else:
            haut = t
    return t
