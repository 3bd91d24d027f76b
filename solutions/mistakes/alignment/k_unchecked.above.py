def focus(weights, k=1):
    if k < 1:
        raise ValueError("k must be at least 1")
    return sorted(range(len(weights)), key=lambda j: -weights[j])[:k]
