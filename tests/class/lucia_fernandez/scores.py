def dot(a, b):
    return [x * y for x, y in zip(a, b)]


def scores(query, states):
    result = []
    for state in states:
        result.append(sum(dot(query, state)))
    return result
