"""Every state got the same score, because the query was compared with itself. The question is how well each
state fits the query: which two vectors does that take?"""


def scores(query, states):
    return [dot(query, query) for state in states]
