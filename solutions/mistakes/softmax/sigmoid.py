"""You squeezed every score into the range from 0 to 1 on its own. Weights share one whole: what one position
gets depends on all the others, so they have to be looked at together."""

import math


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    return [1 / (1 + math.exp(-max(-700.0, min(700.0, score / temperature)))) for score in scores]
