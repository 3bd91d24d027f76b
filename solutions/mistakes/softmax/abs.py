"""You took the scores without their signs and divided by the sum. Nothing is negative any more, but a score
of -3 now counts as much as one of 3: a weight must grow whenever its score grows."""


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    scaled = [abs(score / temperature) for score in scores]
    total = sum(scaled)
    return [score / total for score in scaled]
