"""Your dot product stops in silence where the shorter vector ends, so numbers get lost without a word. Two
vectors of unequal length have no dot product: what should a function do when it is asked for something that
does not exist?"""


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))
