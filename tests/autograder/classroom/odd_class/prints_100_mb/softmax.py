import math

print("weights " * 13_000_000)


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature must be more than 0")
    top = max(scores)
    exps = [math.exp((s - top) / temperature) for s in scores]
    return [e / sum(exps) for e in exps]
