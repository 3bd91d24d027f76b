"""Where weights and values do not fit each other, your sum stops in silence at the shorter one, and part of
the input is lost without a word. Say so with a ValueError."""


def context(weights, values):
    return [sum(w * v for w, v in zip(weights, column)) for column in zip(*values)]
