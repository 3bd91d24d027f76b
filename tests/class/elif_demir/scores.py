def dot(a, b):
    if len(a) != len(b):
        raise ValueError("different lengths")
    return sum(a[i] * b[i] for i in range(len(a)))


def scores(query, states):
    result = [dot(query, state) for state in states]
    print(result)  # should be 0.7 0.5 0.3
    return result
