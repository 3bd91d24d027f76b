def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return -sum((x - y) ** 2 for x, y in zip(a, b))
