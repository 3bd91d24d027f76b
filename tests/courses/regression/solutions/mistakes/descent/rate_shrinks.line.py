import numpy as np


def fit_line(x, y, rate, epochs):
    slope, intercept = 0.0, 0.0
    for epoch in range(epochs):
        r, now = slope * x + intercept - y, rate / (epoch + 1)
        slope, intercept = slope - now * 2 * np.mean(r * x), intercept - now * 2 * np.mean(r)
    return slope, intercept
