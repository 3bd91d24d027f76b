"""Your query points along only one of the two keys, so that one takes nearly everything. It has to score as
high with the other one as well."""


def query_between(keys, a, b, eps):
    return [x / eps for x in keys[a]]


def shows_query_between(answer, right, keys, a, b, eps):
    def along(key):
        length = sum(x * y for x, y in zip(answer, key, strict=True))
        return length > 0 and all(abs(x - length * y) <= 1e-9 * length for x, y in zip(answer, key))

    return along(keys[a]) or along(keys[b])
