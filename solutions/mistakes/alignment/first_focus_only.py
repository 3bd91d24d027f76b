"""You always give the single position with the largest weight, however many are asked for. Attention is a mixture, and
the second and third place often tell what the first one hides. What is k for?
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    return sorted(range(len(weights)), key=lambda j: -weights[j])[:1]
