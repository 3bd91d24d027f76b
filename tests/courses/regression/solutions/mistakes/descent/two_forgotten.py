"""Your steps are half as long as they should be: the derivative of r * r is 2 * r, times how r changes. Which factor
does the square leave behind?
"""

import numpy as np


def fit_line(x, y, rate, epochs):
    slope, intercept = 0.0, 0.0
    for _ in range(epochs):
        r = slope * x + intercept - y
        slope, intercept = slope - rate * np.mean(r * x), intercept - rate * np.mean(r)
    return slope, intercept
