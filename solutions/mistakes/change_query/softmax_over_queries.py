"""Your weights add up to 1 over the queries. Each query shares out its own attention over the states, so it
is the rows that must add up to 1."""


def sweep(queries, states):
    columns = [softmax([dot(query, state) for query in queries]) for state in states]
    return [list(row) for row in zip(*columns)]
