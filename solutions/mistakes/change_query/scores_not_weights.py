"""Your rows hold the scores. What is asked for is how much to look at each state: which step turns scores
into shares?"""


def sweep(queries, states):
    return [[dot(query, state) for state in states] for query in queries]
