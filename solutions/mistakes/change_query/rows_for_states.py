"""You made as many rows as there are states. How many queries there are has nothing to do with that: every
query gets a row, be there more of them than states, or fewer."""


def sweep(queries, states):
    return [softmax([dot(queries[min(i, len(queries) - 1)], state) for state in states]) for i in range(len(states))]
