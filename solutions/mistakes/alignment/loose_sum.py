"""You forgive too much: a line that misses 1 by a hundredth has lost more than rounding takes. How far may a sum be
off, and how does your comparison say so?"""


def alignment_table(source, target, A, k=1):
    if len(A) != len(target):
        raise ValueError("one line for each output word")
    rows = []
    for i, line in enumerate(A):
        if len(line) != len(source):
            raise ValueError("a line does not fit")
        if round(sum(line), 1) != 1:
            raise ValueError("a line does not add up")
        row = {"position": i, "output": target[i], "source": list(source), "weights": list(line)}
        row["focus"] = focus(line, k)
        rows.append(row)
    return rows
