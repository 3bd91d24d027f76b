"""You share out one whole among all the queries together: it is the sum of your table that is 1. Each query reads for
itself, with shares of its own. Which numbers have to add up to 1, and over which of them do you take the sum?"""

import math


def sweep(queries, states):
    table = [[dot(query, state) for state in states] for query in queries]
    largest = max(max(row) for row in table)
    total = sum(math.exp(score - largest) for row in table for score in row)
    return [[math.exp(score - largest) / total for score in row] for row in table]
