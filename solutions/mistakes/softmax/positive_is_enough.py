"""The scores you chose do not spoil plain division: they are all positive, so every part of the sum is a
proper share. What must be true of a score for its share to come out negative, or for there to be no share at
all?"""


def break_plain_normalisation():
    return [1.0, 2.0, 30.0]


def shows_break_plain_normalisation(answer, right):
    return len(answer) > 1 and all(0 <= score < float("inf") for score in answer) and sum(answer) > 0
