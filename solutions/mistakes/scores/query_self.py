"""Every state got the same score, because the query was compared with itself. The question is how well each
state fits the query: which two vectors does that take?"""


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return sum(x * y for x, y in zip(a, b))


def scores(query, states):
    return [dot(query, query) for state in states]
