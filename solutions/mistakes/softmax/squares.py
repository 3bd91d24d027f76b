"""You square the scores. That makes them positive, too, but a score of -3 then counts as much as one of 3, and the
shares no longer depend on the gaps between scores alone. What is it that softmax raises, and to which power?"""


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    squares = [(score / temperature) ** 2 for score in scores]
    return [square / sum(squares) for square in squares]
