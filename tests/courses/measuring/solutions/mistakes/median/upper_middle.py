"""With an even count you kept only one of the two middle values. Which number lies halfway between them?"""


def median(values):
    if not values:
        raise ValueError
    return sorted(values)[len(values) // 2]
