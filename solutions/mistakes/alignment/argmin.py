"""Your ranking starts at the wrong end: it lists the positions that were looked at least. Focus is where most of the
attention goes. In which direction does your sorting run?
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    return sorted(range(len(weights)), key=lambda j: weights[j])[:k]
