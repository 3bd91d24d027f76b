"""You change the intercept and then work out the slope's step with the new intercept already in the predictions. Both
derivatives belong to one line, the one before the epoch. How can both be worked out first?
"""

import numpy as np


def fit_line(x, y, rate, epochs):
    slope, intercept = 0.0, 0.0
    for _ in range(epochs):
        intercept -= rate * 2 * np.mean(slope * x + intercept - y)
        slope -= rate * 2 * np.mean((slope * x + intercept - y) * x)
    return slope, intercept
