def sweep(queries, states):
    return [softmax([dot(queries[0], state) for state in states])]
