def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = coverage(A)
    return {
        "omission": [j for j, c in enumerate(covered, start=1) if c < low],
        "repetition": [j for j, c in enumerate(covered, start=1) if c > high],
        "wrong_alignment": [i for i, line in enumerate(A, start=1) if focus(line)[0] != expected[i - 1]],
    }
