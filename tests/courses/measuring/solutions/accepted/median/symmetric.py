"""The two middles of any count: the same one when it is odd."""


def median(values):
    ordered = sorted(values)
    if ordered == []:
        raise ValueError
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
