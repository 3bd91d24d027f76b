def focus(weights, k=1):
    if k < 1 or k > len(weights):
        raise ValueError("k")
    return sorted(range(len(weights)), key=lambda i: -weights[i])[:k]


def alignment_table(source, target, A, k=1):
    if len(A) != len(target)
        raise ValueError("A et target")
    return [
        {"position": i, "output": target[i], "source": source, "weights": A[i], "focus": focus(A[i], k)}
        for i in range(len(A))
    ]


def coverage(A):
    return [sum(c) for c in zip(*A)]


def failure_checks(A, expected, low=0.5, high=1.5):
    c = coverage(A)
    return {
        "omission": [j for j in range(len(c)) if c[j] < low],
        "repetition": [j for j in range(len(c)) if c[j] > high],
        "wrong_alignment": [i for i in range(len(A)) if focus(A[i])[0] != expected[i]],
    }
