"""Where a state has another length than the query, your `scores` drops what is left over and says nothing. A number
that belongs to nothing is a mistake somewhere. Which one check could serve both `dot` and `scores`?"""


def scores(query, states):
    return [sum(x * y for x, y in zip(query, state)) for state in states]
