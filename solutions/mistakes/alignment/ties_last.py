"""Where two weights are equal you put the later position first. That often happens when a list is sorted upwards and
then turned round, or when pairs are compared from the back. Which of two equal ones should a reader meet first?
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    return sorted(range(len(weights)), key=lambda j: (weights[j], j))[::-1][:k]


def alignment_table(source, target, A, k=1):
    if len(A) != len(target):
        raise ValueError("one line for each output word")
    rows = []
    for i, line in enumerate(A):
        if len(line) != len(source) or abs(sum(line) - 1) > 0.001:
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
