"""You compare the lengths, which is right, but with `assert`. That is for what cannot happen unless your own code is
wrong, and it can be switched off; who calls your function with vectors that do not fit is told so by an error of
another kind. Which one does the description name?"""


def dot(a, b):
    assert len(a) == len(b)
    return sum(x * y for x, y in zip(a, b))
