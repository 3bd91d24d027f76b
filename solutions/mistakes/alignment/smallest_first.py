"""You found the right positions, and give the one with the smallest weight first. A reader takes from a focus of three,
before anything else, the one place where most of the attention went: it comes first.
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    return sorted(range(len(weights)), key=lambda position: weights[position])[-k:]
