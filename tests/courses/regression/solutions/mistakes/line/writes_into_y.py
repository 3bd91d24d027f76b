"""You work out the residuals inside the y that you were handed. Whoever called you still needs what was measured, for
the next epoch or the next model. What makes a new array instead of changing an old one?
"""


def residuals(X, y, w):
    flat = y.reshape(-1)
    flat -= predict(X, w)
    return -flat
