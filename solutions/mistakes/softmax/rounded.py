"""Everything is right but one thing: you rounded the weights. That is fine for printing, but rounded shares
no longer add up to exactly 1 and small ones become 0. Keep the full numbers and round only what you show."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp((score - max(scores)) / temperature) for score in scores]
    return [round(power / sum(powers), 4) for power in powers]


def shows_softmax(answer, right, scores, temperature=1.0):
    def fits(k):
        return all(abs(a - round(r, k)) < 1e-13 for a, r in zip(answer, right, strict=True))

    return any(fits(k) for k in range(1, 11))
