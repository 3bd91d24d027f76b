def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    return [j for j in range(len(weights)) if weights[j] > 0.5]


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = coverage(A)
    return {
        "omission": [j for j, c in enumerate(covered) if c < low],
        "repetition": [j for j, c in enumerate(covered) if c > high],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }
