def alignment_table(source, target, A, k=1):
    if len(A) != len(target):
        raise ValueError("one line for each output word")
    rows = []
    for i, line in enumerate(A):
        if len(line) != len(source) or abs(sum(line) - 1) > 1e-9:
            raise ValueError("a line does not fit")
        row = {"position": i, "output": target[i], "source": list(source), "weights": list(line)}
        row["focus"] = focus(line, k)
        rows.append(row)
    return rows


refuses_alignment_table = True
