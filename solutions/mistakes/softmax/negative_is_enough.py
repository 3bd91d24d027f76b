"""The scores you chose are all negative, and so is their sum: a negative number divided by a negative number is a
proper share again. Which scores give a sum whose sign is not that of all of them, or a sum of nothing at all?"""


def break_plain_normalisation():
    return [-1.0, -2.0, -3.0]


def shows_break_plain_normalisation(answer, right):
    return len(answer) > 1 and all(float("-inf") < score <= 0 for score in answer) and sum(answer) < 0
