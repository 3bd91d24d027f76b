"""Your intercept stays 0, so the line turns round the origin and never lifts off. It is a weight like the slope. What
is its derivative?
"""

import numpy as np


def fit_line(x, y, rate, epochs):
    slope = 0.0
    for _ in range(epochs):
        slope -= rate * 2 * np.mean((slope * x - y) * x)
    return slope, 0.0
