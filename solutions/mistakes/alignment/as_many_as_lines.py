"""Your coverage holds as many numbers as the table has lines. Lines are output words, and coverage counts what input
words got; only in the example are there as many of one as of the other. What tells you how many input words there
are?
"""


def coverage(A):
    if len({len(line) for line in A}) > 1:
        raise ValueError("the lines differ in length")
    return [sum(line[j] for line in A) for j in range(len(A))]
