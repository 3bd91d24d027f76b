"""You keep the weights under their words, and a word that stands twice in the source can be kept only once: the later
weight pushes out the earlier. Two equal words at two places are two things to look at. What tells them apart?
"""


def alignment_table(source, target, A, k=1):
    if len(A) != len(target):
        raise ValueError("one line for each output word")
    rows = []
    for i, line in enumerate(A):
        if len(line) != len(source) or abs(sum(line) - 1) > 0.001:
            raise ValueError("a line does not fit")
        row = {
            "position": i,
            "output": target[i],
            "source": list(dict(zip(source, line))),
            "weights": list(dict(zip(source, line)).values()),
        }
        row["focus"] = focus(line, k)
        rows.append(row)
    return rows
