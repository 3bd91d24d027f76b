"""For a wrong alignment you name an input position, the one that was looked at or the one that should have been. The
reader wants to know which output word went astray. Whose position belongs in that list?
"""


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = coverage(A)
    return {
        "omission": [j for j, c in enumerate(covered) if c < low],
        "repetition": [j for j, c in enumerate(covered) if c > high],
        "wrong_alignment": [expected[i] for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }
