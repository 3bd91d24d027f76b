def focus(weights, k=1):
    if k > len(weights):
        raise ValueError("there are not so many weights")
    return sorted(range(len(weights)), key=lambda j: -weights[j])[:k]
