"""You round the scores, as one does for printing. What comes next works with them, and two positions that differ by
little become equal: keep all the digits until a person is to read them."""


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return round(sum(x * y for x, y in zip(a, b)), 4)


def shows_dot(answer, right, a, b):
    return any(abs(answer - round(right, k)) < 1e-13 for k in range(1, 11))


def shows_scores(answer, right, query, states):
    def fits(k):
        return all(abs(a - round(r, k)) < 1e-13 for a, r in zip(answer, right, strict=True))

    return any(fits(k) for k in range(1, 11))
