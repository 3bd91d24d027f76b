"""You divided the bare scores by their sum. That looks fine while all scores are positive, but a score may be
negative and a sum may be 0: what could you do to every score first, so that nothing negative is left?"""


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    scaled = [score / temperature for score in scores]
    total = sum(scaled)
    return [score / total for score in scaled]
