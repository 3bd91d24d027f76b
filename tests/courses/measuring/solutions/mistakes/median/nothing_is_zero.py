"""You gave an empty list a median of 0. No values have no middle: say so with a ValueError."""


def median(values):
    if not values:
        return 0.0
    ordered = sorted(values)
    return (ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2
