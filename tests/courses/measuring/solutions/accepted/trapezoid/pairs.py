"""Pairs of neighbours."""


def area(x, y):
    points = list(zip(x, y))
    total = 0.0
    for (a, p), (b, q) in zip(points, points[1:]):
        total += 0.5 * (b - a) * (p + q)
    return total
