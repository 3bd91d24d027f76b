"""You rank the weights and then look up where each of them stands. Of two equal weights that finds the first place
twice and never the second. Can you rank the positions themselves, so that there is nothing to look up?
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    return [weights.index(w) for w in sorted(weights, reverse=True)[:k]]
