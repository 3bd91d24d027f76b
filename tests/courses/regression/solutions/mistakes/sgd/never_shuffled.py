"""You take the rows as they stand in the table. Tables are sorted, by town or by price, and then every epoch ends
with the same kind of house. What has to happen to the order first?
"""


def batches(n, size, seed):
    return [list(range(start, min(start + size, n))) for start in range(0, n, size)]
