import math


def softmax(scores, temperature=1.0):
    total = 0
    for s in scores:
        total += math.exp(s)
    return [math.exp(s) / total for s in scores]


def break_plain_normalisation():
    return [1, 2, 3]


def same_weights(scores):
    return [s + 1 for s in scores]


def temperature_for(scores, max_weight):
    t = 100
    while max(softmax([s / t for s in scores])) < max_weight and t > 0.01:
        t = t * 0.999
    return t
