"""You accept any numbers as weights. Weights are shares of one attention: if a line adds up to something else, it has
been damaged or was never put through softmax, and the table would show nonsense. Which sum is allowed, and how far
may rounding move it?
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    return sorted(range(len(weights)), key=lambda j: -weights[j])[:k]


def alignment_table(source, target, A, k=1):
    if len(A) != len(target):
        raise ValueError("one line for each output word")
    rows = []
    for i, line in enumerate(A):
        if len(line) != len(source):
            raise ValueError("a line does not fit")
        row = {"position": i, "output": target[i], "source": list(source), "weights": list(line)}
        row["focus"] = focus(line, k)
        rows.append(row)
    return rows


def coverage(A):
    return [sum(column) for column in zip(*A, strict=True)]


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = coverage(A)
    return {
        "omission": [j for j, c in enumerate(covered) if c < low],
        "repetition": [j for j, c in enumerate(covered) if c > high],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }
