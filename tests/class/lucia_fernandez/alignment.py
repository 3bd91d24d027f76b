def focus(weights, k=1):
    if k < 1 or k > len(weights):
        raise ValueError("k")
    result = []
    copy = weights.copy()
    while len(result) < k:
        i = copy.index(max(copy))
        result.append(i)
        copy[i] = -1
    return result


def alignment_table(source, target, A, k=1):
    if len(A) != len(target):
        raise ValueError("A")
    table = []
    for i in range(len(A)):
        if len(A[i]) != len(source) or abs(sum(A[i]) - 1) > 0.001:
            raise ValueError("linea " + str(i))
        row = {"position": i, "output": target[i], "source": source, "weights": A[i], "focus": focus(A[i], k)}
        table.append(row)
    return table


def coverage(A):
    n = len(A[0])
    result = [0] * n
    for row in A:
        if len(row) != n:
            raise ValueError("lineas")
        for j in range(n):
            result[j] += row[j]
    return result


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("expected")
    c = coverage(A)
    result = {"omission": [], "repetition": [], "wrong_alignment": []}
    for j in range(len(c)):
        if c[j] < low:
            result["repetition"].append(j)
        if c[j] > high:
            result["omission"].append(j)
    for i in range(len(A)):
        if focus(A[i])[0] != expected[i]:
            result["wrong_alignment"].append(i)
    return result
