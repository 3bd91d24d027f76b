"""You call skipped words repetitions and repeated words omissions. An omission is something that is missing from the
output because hardly anyone looked at it. Does that mean a high or a low coverage?
"""


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = coverage(A)
    return {
        "omission": [j for j, c in enumerate(covered) if c > high],
        "repetition": [j for j, c in enumerate(covered) if c < low],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }
