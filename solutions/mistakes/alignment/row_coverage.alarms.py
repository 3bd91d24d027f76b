def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    sums = [sum(line) for line in A]
    return {
        "omission": [i for i, amount in enumerate(sums) if amount < low],
        "repetition": [i for i, amount in enumerate(sums) if amount > high],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }
