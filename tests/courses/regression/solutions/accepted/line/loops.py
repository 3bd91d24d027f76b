"""Plain loops and lists."""


def add_bias(X):
    return [[1.0, *row] for row in X]


def predict(X, w):
    return [sum(a * b for a, b in zip(row, w, strict=True)) for row in add_bias(X)]


def residuals(X, y, w):
    measured = [value[0] if hasattr(value, "__len__") else value for value in y]
    return [guess - value for guess, value in zip(predict(X, w), measured, strict=True)]


def mse(X, y, w):
    found = residuals(X, y, w)
    return sum(r * r for r in found) / len(found)
