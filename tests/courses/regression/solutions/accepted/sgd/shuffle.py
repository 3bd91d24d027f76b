"""A list that is shuffled again and again with Python's own generator."""

import random

import numpy as np


def batches(n, size, seed):
    order = list(range(n))
    random.Random(int(seed)).shuffle(order)
    found = []
    while order:
        found.append(order[:size])
        order = order[size:]
    return found


def sgd(X, y, rate, epochs, size, seed):
    w = np.zeros(X.shape[1])
    order, chance = list(range(len(X))), random.Random(seed)
    for _ in range(epochs):
        chance.shuffle(order)
        for start in range(0, len(order), size):
            some = order[start : start + size]
            r = X[some] @ w - y[some]
            w -= rate * 2 * (r[:, None] * X[some]).mean(axis=0)
    return w
