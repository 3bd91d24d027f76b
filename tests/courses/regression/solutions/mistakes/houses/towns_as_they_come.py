"""Your towns stand in the order in which they appear in the table. The description wants them by the alphabet, so
that two tables can be compared entry by entry.
"""


def price_per_area(houses):
    return (houses["price"] / houses["area"]).groupby(houses["town"], sort=False).mean()
