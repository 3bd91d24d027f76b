def alignment_table(source, target, A, k=1):
    if len(A) != len(target):
        raise ValueError("one line for each output word")
    if any(len(line) != len(source) or abs(sum(line) - 1) > 0.001 for line in A):
        raise ValueError("a line does not fit")
    columns = [list(column) for column in zip(*A)]
    rows = []
    for i, word in enumerate(target):
        row = {"position": i, "output": word, "source": list(source), "weights": columns[i]}
        row["focus"] = focus(columns[i], k)
        rows.append(row)
    return rows
