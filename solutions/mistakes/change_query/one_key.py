"""Your query points along only one of the two keys, so that one takes nearly everything. It has to score as
high with the other one as well."""


def query_between(keys, a, b, eps):
    return [x / eps for x in keys[a]]
