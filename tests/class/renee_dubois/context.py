import math

# Rappel : le vecteur de contexte est une moyenne pondérée.


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("longueurs différentes")
    return sum(x * y for x, y in zip(a, b))


def softmax(scores):
    m = max(scores)
    e = [math.exp(s - m) for s in scores]
    return [x / sum(e) for x in e]


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("longueurs différentes")
    return [sum(w * v[j] for w, v in zip(weights, values)) for j in range(len(values[0]))]


def attend(query, keys, values):
    w = softmax([dot(query, k) for k in keys])
    return w, context(w, values)
