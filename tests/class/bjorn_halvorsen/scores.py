def dot(a, b):
    if len(a) != len(b):
        raise ValueError("not the same length")
    result = 0
    for i in range(len(a)):
        result += a[i] * b[i]
    return result


def scores(query, states):
    return [dot(query, s) for s in states]
