"""You take the middle house of each town, not the mean. A median is deaf to one odd house; here every house is to be
heard.
"""


def price_per_area(houses):
    return (houses["price"] / houses["area"]).groupby(houses["town"]).median()
