"""Your positions begin with 1. People count like that, but a list does not: its first word stands at position 0, and
every position that you hand on points one word too far."""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k")
    return [j + 1 for j in sorted(range(len(weights)), key=lambda j: -weights[j])[:k]]
