"""Plain loops, one small step after the other."""


def focus(weights, k=1):
    if k < 1 or k > len(weights):
        raise ValueError("k does not fit")
    chosen = []
    while len(chosen) < k:
        best = None
        for position in range(len(weights)):
            if position not in chosen and (best is None or weights[position] > weights[best]):
                best = position
        chosen.append(best)
    return chosen


def alignment_table(source, target, A, k=1):
    if len(A) != len(target):
        raise ValueError("one line for each output word, please")
    table = []
    for i in range(len(target)):
        total = 0.0
        for weight in A[i]:
            total += weight
        if len(A[i]) != len(source) or total < 0.999 or total > 1.001:
            raise ValueError("this line is no attention over these words")
        row = {"source": source[:], "focus": focus(A[i], k), "weights": A[i][:]}
        row["output"] = target[i]
        row["position"] = i
        table.append(row)
    return table


def coverage(A):
    total = [0.0] * len(A[0])
    for line in A:
        if len(line) != len(total):
            raise ValueError("the lines differ in length")
        for j in range(len(line)):
            total[j] += line[j]
    return total


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(expected) != len(A):
        raise ValueError("one expected position for each output word, please")
    omission, repetition, wrong = [], [], []
    for j, amount in enumerate(coverage(A)):
        if amount < low:
            omission.append(j)
        elif amount > high:
            repetition.append(j)
    for i in range(len(A)):
        if A[i].index(max(A[i])) != expected[i]:
            wrong.append(i)
    return {"omission": omission, "repetition": repetition, "wrong_alignment": wrong}
