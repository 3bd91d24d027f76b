import math


def softmax(scores, temperature=1.0):
    exps = [math.exp(s / temperature) for s in scores]
    return [f"{e / sum(exps):.4f}" for e in exps]
