"""You put a column of your own into the table that you were handed. From then on everybody who uses it has that
column too. What makes a table of your own, with one column more?
"""


def price_per_area(houses):
    houses["ratio"] = houses["price"] / houses["area"]
    return houses.groupby("town")["ratio"].mean()
