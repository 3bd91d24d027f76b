"""You accept any numbers as weights. Weights are shares of one attention: if a line adds up to something else, it has
been damaged or was never put through softmax, and the table would show nonsense. Which sum is allowed, and how far
may rounding move it?
"""


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
