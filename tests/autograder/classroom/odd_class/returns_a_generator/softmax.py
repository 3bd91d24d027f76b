import math


def softmax(scores, temperature=1.0):
    exps = [math.exp(s / temperature) for s in scores]
    return (e / sum(exps) for e in exps)
