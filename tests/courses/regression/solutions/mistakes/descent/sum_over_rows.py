"""Your steps add up over the rows without dividing by how many there are: with more houses the steps grow longer,
until the descent jumps out. Which mean became a sum?
"""

import numpy as np


def fit_line(x, y, rate, epochs):
    slope, intercept = 0.0, 0.0
    for _ in range(epochs):
        r = slope * x + intercept - y
        slope, intercept = slope - rate * 2 * np.sum(r * x), intercept - rate * 2 * np.sum(r)
    return slope, intercept
