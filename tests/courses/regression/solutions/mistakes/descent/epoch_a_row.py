"""You take a step after every single row. That is another method, which comes later; here an epoch is one step, with
the mean over all the rows.
"""


def fit_line(x, y, rate, epochs):
    slope, intercept = 0.0, 0.0
    for _ in range(epochs):
        for one, other in zip(x, y, strict=True):
            r = slope * one + intercept - other
            slope, intercept = slope - rate * 2 * r * one, intercept - rate * 2 * r
    return slope, intercept
