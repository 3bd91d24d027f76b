"""You find the right positions and then put them into the order of the sentence, so a reader no longer sees which of
them got the most. The focus is a ranking. What should its first entry tell?
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    return sorted(sorted(range(len(weights)), key=lambda j: -weights[j])[:k])
