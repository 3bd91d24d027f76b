"""Your loop is as long as the first vector and never asks about the second. Where the second is longer, its last
numbers are dropped in silence; where it is shorter, you get an error about an index, which tells nobody what is wrong.
What should be compared before the loop begins?"""


def dot(a, b):
    return sum(a[i] * b[i] for i in range(len(a)))
