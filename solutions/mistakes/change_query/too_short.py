"""Your query points the right way, halfway between the two keys, but it is too short: the other keys keep a
good part of the weight. What does making a query longer do to the gaps between scores?"""


def query_between(keys, a, b, eps):
    return [(x + y) / 2 for x, y in zip(keys[a], keys[b])]


def shows_query_between(answer, right, keys, a, b, eps):
    """It points between the two, and leaves the others more than they may have."""
    both = [x + y for x, y in zip(keys[a], keys[b])]
    length = dot(answer, both) / dot(both, both)
    along = all(abs(x - length * y) < 1e-6 * length for x, y in zip(answer, both))
    return along and softmax([dot(answer, key) for key in keys])[a] < 0.5 - eps
