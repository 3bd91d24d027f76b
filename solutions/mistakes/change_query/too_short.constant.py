def query_between(keys, a, b, eps):
    return [5.0 * (x + y) for x, y in zip(keys[a], keys[b])]


def shows_query_between(answer, right, keys, a, b, eps):
    """One length for every eps, and a plain one: other lengths may come from a loop that ended for another reason."""
    middle = [x + y for x, y in zip(keys[a], keys[b], strict=True)]
    length = sum(x * y for x, y in zip(answer, middle, strict=True)) / sum(x * x for x in middle)
    along = all(abs(x - length * y) <= 1e-9 * length for x, y in zip(answer, middle, strict=True))
    plain = any(abs(length - one) <= 1e-9 * one for one in (2.5, 3, 5, 6, 7, 10, 15, 20, 25, 30, 50, 100))
    return along and plain and 0.5 - softmax([dot(answer, key) for key in keys])[a] > eps
