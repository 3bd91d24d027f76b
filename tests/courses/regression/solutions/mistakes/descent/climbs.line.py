import numpy as np


def fit_line(x, y, rate, epochs):
    slope, intercept = 0.0, 0.0
    for _ in range(epochs):
        r = slope * x + intercept - y
        slope, intercept = slope + rate * 2 * np.mean(r * x), intercept + rate * 2 * np.mean(r)
    return slope, intercept
