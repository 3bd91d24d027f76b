"""You read the table of weights the other way round, as if each line belonged to an input word. A line is what one
output word shares out, which is why a line adds up to 1 and a column need not. Lay the example out on paper: whose
weights stand beside each other?
"""


def alignment_table(source, target, A, k=1):
    A = [list(column) for column in zip(*A, strict=True)]
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
    return [sum(column) for column in A]


def failure_checks(A, expected, low=0.5, high=1.5):
    A = [list(column) for column in zip(*A, strict=True)]
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = [sum(column) for column in zip(*A, strict=True)]
    return {
        "omission": [j for j, c in enumerate(covered) if c < low],
        "repetition": [j for j, c in enumerate(covered) if c > high],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }
