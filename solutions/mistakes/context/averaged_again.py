"""You divide the weighted sum by the number of values. The weights have seen to that already: each says what share of
the whole its value gets. What becomes of three values of 6, read with a third of the attention each?"""


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("as many values as weights")
    columns = zip(*values, strict=True)
    return [sum(w * x for w, x in zip(weights, column, strict=True)) / len(values) for column in columns]
