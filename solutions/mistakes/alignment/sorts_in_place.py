"""You change the very list that you were given: its weights are moved or written over, and no longer belong to their
words for everyone who uses them after you. How can you rank and leave the list as it is?
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    before = list(weights)
    order = sorted(range(len(before)), key=lambda j: -before[j])
    weights.sort(reverse=True)
    return order[:k]
