"""You look for the temperature among too few candidates, and take the nearest where the right one lies outside. How
hot or cold it must be depends on how far the scores lie apart, so no fixed range is wide enough for all: what tells you
that your range has to grow?"""

import math


def temperature_for(scores, max_weight):
    if not 1 / len(scores) < max_weight < 1:
        raise ValueError("max_weight")
    low, high = 0.01, 100.0
    for _ in range(120):
        middle = math.sqrt(low * high)
        powers = [math.exp((score - max(scores)) / middle) for score in scores]
        if max(powers) / sum(powers) > max_weight:
            low = middle
        else:
            high = middle
    return middle


def shows_temperature_for(answer, right, scores, max_weight):
    """It lies on a grid, or a little beside the right one, or where a range ends and the right one beyond.

    A constant is no end of a range.
    """
    on_grid = any(
        abs(answer - right) <= step and abs(answer / step - round(answer / step)) < 1e-6 for step in (0.1, 0.05, 0.01)
    )
    if on_grid or 1e-6 < abs(answer / right - 1) < 2e-3:
        return True
    ends = [digit * 10.0**power for power in range(-6, 6) for digit in (1, 2, 3, 5)]
    if not any(abs(answer - end) <= 0.01 * end for end in ends):
        return False
    return right < 0.99 * answer < 0.11 or 9.9 < 1.01 * answer < right
