"""You divide the scores by their sum. They are no shares yet: a score may be negative, or tell nothing, and the scores
of a query need not add up to anything. To make shares of them is another step, which comes later.
"""


def scores(query, states):
    found = [dot(query, state) for state in states]
    total = sum(found)
    return [score / total for score in found] if total else found
