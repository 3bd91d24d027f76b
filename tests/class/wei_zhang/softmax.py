from math import exp, log


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature must be > 0")
    z = [s / temperature for s in scores]
    # log-sum-exp
    m = max(z)
    lse = m + log(sum(exp(x - m) for x in z))
    return [exp(x - lse) for x in z]


def break_plain_normalisation():
    return [1, -1]


def same_weights(scores):
    return [s + 1 for s in scores]


def temperature_for(scores, max_weight):
    if not 1 / len(scores) < max_weight < 1:
        raise ValueError("unreachable")
    lo, hi = -20.0, 20.0  # log of the temperature
    for _ in range(100):
        mid = (lo + hi) / 2
        if max(softmax(scores, exp(mid))) > max_weight:
            lo = mid
        else:
            hi = mid
    return exp(lo)
