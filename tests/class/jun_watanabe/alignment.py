def focus(weights, k=1):
    if k < 1 or k > len(weights):
        raise ValueError
    return sorted(range(len(weights)), key=weights.__getitem__, reverse=True)[:k]


def alignment_table(source, target, A, k=1):
    if len(A) != len(target) or any(len(r) != len(source) for r in A) or any(abs(sum(r) - 1) > 0.001 for r in A):
        raise ValueError
    return [
        {"position": i, "output": target[i], "source": source, "weights": A[i], "focus": [source[j] for j in focus(A[i], k)]}
        for i in range(len(A))
    ]


def coverage(A):
    if any(len(r) != len(A[0]) for r in A):
        raise ValueError
    return [sum(c) for c in zip(*A)]


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError
    c = coverage(A)
    return {
        "omission": [i for i in range(len(c)) if c[i] < low],
        "repetition": [i for i in range(len(c)) if c[i] > high],
        "wrong_alignment": [i for i in range(len(A)) if focus(A[i]) != [expected[i]]],
    }
