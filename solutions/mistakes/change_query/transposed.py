"""Your table lies on its side: it has a row for each state. A row should answer one query, and hold a weight
for every state."""


def sweep(queries, states):
    rows = [softmax([dot(query, state) for state in states]) for query in queries]
    return [list(column) for column in zip(*rows)]
