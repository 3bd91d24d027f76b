"""You divide all prices of a town by all its areas. Then a large house counts more than a small one; asked for is the
mean of the houses' own ratios, where each counts once.
"""


def price_per_area(houses):
    sums = houses.groupby("town")[["price", "area"]].sum()
    return sums["price"] / sums["area"]
