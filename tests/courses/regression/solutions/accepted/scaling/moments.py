"""The spread from the mean of squares of what is left."""

import numpy as np


class Scaler:
    def __init__(self):
        self.mean = self.spread = None

    def fit(self, X):
        self.mean = X.sum(axis=0) / X.shape[0]
        left = X - self.mean
        self.spread = np.sqrt((left**2).mean(axis=0))
        self.spread[self.spread == 0] = 1
        return self

    def transform(self, X):
        Z = np.array(X, dtype=float)
        Z -= self.mean
        Z /= self.spread
        return Z

    def undo(self, Z):
        return self.mean + np.asarray(Z) * self.spread


def scaled(train, test):
    scaler = Scaler().fit(train)
    both = scaler.transform(np.vstack([train, test]))
    return both[: len(train)], both[len(train) :]


def in_own_units(w, mean, spread):
    w = np.array(w, dtype=float)
    w[1:] /= spread
    w[0] -= (w[1:] * mean).sum()
    return w
