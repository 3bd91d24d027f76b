"""You take the largest weight that an input word ever got, and it is asked how much it got in all. Several small looks
can add up to a word that was well read. What do you do with all the weights of one column?
"""


def coverage(A):
    return [max(column) for column in zip(*A, strict=True)]
