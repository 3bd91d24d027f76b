"""When two lists differ in length you silently use the shorter of them, so words or weights vanish from the table
without a sound. A table that does not fit its sentence is damaged, and its reader has to know. Where do you walk
along two lists at once?
"""


def alignment_table(source, target, A, k=1):
    rows = []
    for i, (output, line) in enumerate(zip(target, A)):
        if abs(sum(line) - 1) > 0.001:
            raise ValueError("a line does not add up to 1")
        pairs = list(zip(source, line))
        row = {"position": i, "output": output, "source": [s for s, _ in pairs], "weights": [w for _, w in pairs]}
        row["focus"] = focus(row["weights"], k)
        rows.append(row)
    return rows


def coverage(A):
    return [sum(column) for column in zip(*A)]


def failure_checks(A, expected, low=0.5, high=1.5):
    covered = coverage(A)
    return {
        "omission": [j for j, c in enumerate(covered) if c < low],
        "repetition": [j for j, c in enumerate(covered) if c > high],
        "wrong_alignment": [i for i, (line, wanted) in enumerate(zip(A, expected)) if focus(line)[0] != wanted],
    }
