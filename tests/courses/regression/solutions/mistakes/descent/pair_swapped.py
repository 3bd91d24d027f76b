"""You give back the intercept before the slope. Nobody can tell two numbers apart but by their order, and the
description has one.
"""

import numpy as np


def fit_line(x, y, rate, epochs):
    slope, intercept = 0.0, 0.0
    for _ in range(epochs):
        r = slope * x + intercept - y
        slope, intercept = slope - rate * 2 * np.mean(r * x), intercept - rate * 2 * np.mean(r)
    return intercept, slope
