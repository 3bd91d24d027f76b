def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = coverage(A)
    largest = [max(column) for column in zip(*A, strict=True)]
    return {
        "omission": [j for j, c in enumerate(largest) if c < low],
        "repetition": [j for j, c in enumerate(covered) if c > high],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }
