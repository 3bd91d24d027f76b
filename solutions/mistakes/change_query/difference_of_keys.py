"""You take one key away from the other. Such a query scores high with the first of them and as far below 0 with the
second, so one gets nearly everything and the other nothing. Which query scores high with both?"""


def query_between(keys, a, b, eps):
    return [20.0 * (x - y) for x, y in zip(keys[a], keys[b], strict=True)]
