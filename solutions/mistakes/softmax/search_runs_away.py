"""Your temperature comes out far from the right one, much too hot or much too cold: so it is where a search keeps the
wrong half, and runs to an end of its range. Does the largest weight rise or fall when it gets hotter? On which side
must you go on looking, then, when it is still too large?"""

import math


def temperature_for(scores, max_weight):
    if not 1 / len(scores) < max_weight < 1:
        raise ValueError("max_weight")
    low, high = 1e-6, 1e6
    for _ in range(120):
        middle = (low + high) / 2
        powers = [math.exp((score - max(scores)) / middle) for score in scores]
        if max(powers) / sum(powers) < max_weight:
            low = middle
        else:
            high = middle
    return middle


def shows_temperature_for(answer, right, scores, max_weight):
    """It lies far beyond the right one, on either side."""
    return answer > 0 and not 0.02 < answer / right < 50
