def focus(weights, k=1):
    if not 0 < k <= len(weights):
        raise ValueError("k out of range")
    return [i for _, i in sorted((-w, i) for i, w in enumerate(weights))][:k]


def alignment_table(source, target, A, k=1):
    if len(A) != len(target) or any(len(r) != len(source) or abs(sum(r) - 1) > 1e-3 for r in A):
        raise ValueError("A does not fit")
    return [
        {"position": i, "output": t, "source": source, "weights": r, "focus": focus(r, k)}
        for i, (t, r) in enumerate(zip(target, A))
    ]


def coverage(A):
    return [sum(c) for c in zip(*A, strict=True)]


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("expected does not fit")
    c = coverage(A)
    return {
        "omission": [j for j, x in enumerate(c) if x < low],
        "repetition": [j for j, x in enumerate(c) if x > high],
        "wrong_alignment": [i for i, (r, e) in enumerate(zip(A, expected)) if focus(r) != [e]],
    }
