"""Each column is scaled for itself, with Python's own statistics."""

from statistics import fmean, pstdev


class Scaler:
    def fit(self, X):
        columns = [[float(value) for value in column] for column in zip(*X, strict=True)]
        self.mean = [fmean(column) for column in columns]
        self.spread = [pstdev(column) or 1.0 for column in columns]
        return self

    def transform(self, X):
        return [[(x - m) / s for x, m, s in zip(row, self.mean, self.spread, strict=True)] for row in X]

    def undo(self, Z):
        return [[m + z * s for z, m, s in zip(row, self.mean, self.spread, strict=True)] for row in Z]


def scaled(train, test):
    scaler = Scaler()
    scaler.fit(train)
    return [scaler.transform(table) for table in (train, test)]


def in_own_units(w, mean, spread):
    weights = [a / s for a, s in zip(w[1:], spread, strict=True)]
    return [w[0] - sum(a * m for a, m in zip(weights, mean, strict=True)), *weights]
