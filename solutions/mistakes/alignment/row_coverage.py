"""You add up each line, and a line always gives 1: every output word shares out exactly one attention. Coverage asks
the other question, how much one input word got from all output words together. Along which direction of the table
do those numbers lie?
"""


def coverage(A):
    return [sum(column) for column in A]
