import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature must be above zero")
    biggest = max(scores)
    exps = [math.exp((s - biggest) / temperature) for s in scores]
    weights = [round(e / sum(exps), 4) for e in exps]  # 4 digits like in the lesson
    print("weights", weights, "sum", sum(weights))
    return weights


def break_plain_normalisation():
    return [5, -5]


def same_weights(scores):
    return [s - 1 for s in scores]


def temperature_for(scores, max_weight):
    if max_weight <= 1 / len(scores) or max_weight >= 1:
        raise ValueError("no such temperature")
    t = 0.001
    lo, hi = 0.001, 10000
    while hi - lo > 0.00001:
        t = (lo + hi) / 2
        biggest = max(scores)
        exps = [math.exp((s - biggest) / t) for s in scores]
        if 1 / sum(exps) > max_weight:
            lo = t
        else:
            hi = t
    return t


print(softmax([0.7, 0.5, 0.3]))
print(temperature_for([1, 2, 3], 0.9))
