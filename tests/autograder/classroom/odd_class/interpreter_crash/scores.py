import ctypes


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def scores(query, states):
    return ctypes.string_at(0)
