"""You join the points by lines. The rows of a table have no order, so the strokes between them mean nothing and hide
the line that does. What shows points alone?
"""

import matplotlib.pyplot as plt
import numpy as np


def fit_picture(x, y, slope, intercept, xlabel, ylabel):
    _, axes = plt.subplots()
    ends = np.array([np.min(x), np.max(x)])
    axes.plot(x, y, label="measured")
    axes.plot(ends, slope * ends + intercept, label="fit")
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    axes.legend()
    return axes
