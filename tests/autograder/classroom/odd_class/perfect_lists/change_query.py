"""Plain loops; the length of the query by doubling it until the weight is reached."""

import math


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def softmax(scores):
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def sweep(queries, states):
    table = []
    for query in queries:
        row = []
        for state in states:
            row.append(dot(query, state))
        table.append(softmax(row))
    return table


def query_for(keys, target, min_weight):
    length = 0.0
    while length < 1000.0:
        query = [length * x for x in keys[target]]
        if sweep([query], keys)[0][target] >= min_weight:
            return query
        length = length * 1.1 + 0.01
    return None


def query_between(keys, a, b, eps):
    query = [0.0] * len(keys[0])
    while abs(sweep([query], keys)[0][a] - 0.5) > eps:
        query = [q + 0.1 * (x + y) for q, x, y in zip(query, keys[a], keys[b])]
    return query
