"""You cut the scores off at a bound, so that e can be raised to them. All that lie beyond the bound become alike, and
with the gaps between them their weights are lost. What could you take away from all scores, so that none is too large
and every gap stays?"""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [math.exp(min(700.0, score / temperature)) for score in scores]
    return [power / sum(powers) for power in powers]
