"""You made as many rows as there are states. How many queries there are has nothing to do with that: every
query gets a row, be there more of them than states, or fewer."""


def sweep(queries, states):
    return [
        softmax([dot(query, state) for state in states])
        for query in (queries + queries[-1:] * len(states))[: len(states)]
    ]


def shows_sweep(answer, right, queries, states):
    def known(row):
        return any(all(abs(x - y) < 1e-6 for x, y in zip(row, rows, strict=True)) for rows in right)

    return len(answer) == len(states) != len(queries) and all(map(known, answer))
