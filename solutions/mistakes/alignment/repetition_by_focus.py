"""You call an input word repeated when two output words look mostly at it. That misses a word at which many output
words look a little, and the bar `high` plays no part. Which amount should be compared with it?
"""


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = coverage(A)
    return {
        "omission": [j for j, c in enumerate(covered) if c < low],
        "repetition": [j for j in range(len(covered)) if [focus(line)[0] for line in A].count(j) > 1],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }
