"""Your query points the right way, halfway between the two keys, but it is too short: the other keys keep
more of the weight than they may. What does making a query longer do to the gaps between scores?"""


def query_between(keys, a, b, eps):
    return [(x + y) / 2 for x, y in zip(keys[a], keys[b])]
