"""You sort the very list that you were given. The weights then stand in another order for everyone who uses them after
you, and they no longer belong to their words. How can you rank without moving anything?
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    before = list(weights)
    order = sorted(range(len(before)), key=lambda j: -before[j])
    weights.sort(reverse=True)
    return order[:k]
