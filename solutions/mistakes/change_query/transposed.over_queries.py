def sweep(queries, states):
    return [softmax([dot(query, state) for query in queries]) for state in states]
