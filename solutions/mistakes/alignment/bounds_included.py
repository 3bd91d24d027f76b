"""You raise an alarm also where the coverage is exactly at a bound. It says below `low` and above `high`: what is just
as much as the bound is still well read.
"""


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = coverage(A)
    return {
        "omission": [j for j, c in enumerate(covered) if c <= low],
        "repetition": [j for j, c in enumerate(covered) if c >= high],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }
