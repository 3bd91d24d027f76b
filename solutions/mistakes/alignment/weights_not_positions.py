"""You give the weights themselves. What is asked for is where they stand: a weight of 0.7 does not say which input word
was looked at. What could you rank, so that the places are what comes out?
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    return sorted(weights, reverse=True)[:k]
