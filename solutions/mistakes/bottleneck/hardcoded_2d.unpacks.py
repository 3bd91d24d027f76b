def mean_vector(states):
    if not states:
        raise ValueError("no states")
    first = second = 0.0
    for a, b in states:
        first += a
        second += b
    return [first / len(states), second / len(states)]
