"""Each of your rows answers the sum of all the queries up to there. A new question starts afresh: nothing of
the last query is left in it."""


def sweep(queries, states):
    total = [0.0] * len(queries[0])
    rows = []
    for query in queries:
        total = [t + q for t, q in zip(total, query)]
        rows.append(softmax([dot(total, state) for state in states]))
    return rows
