"""You divide the area by the price: square metres for a thousand, not thousands for a square metre. Which of the two
gets larger in an expensive town?
"""


def price_per_area(houses):
    return (houses["area"] / houses["price"]).groupby(houses["town"]).mean()
