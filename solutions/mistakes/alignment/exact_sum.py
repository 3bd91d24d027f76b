"""You ask that a line adds up to 1 to the last digit. Three weights of 0.3333 do not, for printed weights are rounded,
and inside a computer even 0.7 + 0.2 + 0.1 may miss. How far from 1 may a sum be before you call the line damaged?
"""


def alignment_table(source, target, A, k=1):
    if len(A) != len(target):
        raise ValueError("one line for each output word")
    rows = []
    for i, line in enumerate(A):
        if len(line) != len(source) or sum(line) != 1:
            raise ValueError("a line does not fit")
        row = {"position": i, "output": target[i], "source": list(source), "weights": list(line)}
        row["focus"] = focus(line, k)
        rows.append(row)
    return rows


refuses_alignment_table = True
