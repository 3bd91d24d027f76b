"""Your line begins at 0, far from any point. Where there is no data the line is a guess, and a picture should not
draw it as if it were known. Between which two places do the points lie?
"""

import matplotlib.pyplot as plt
import numpy as np


def fit_picture(x, y, slope, intercept, xlabel, ylabel):
    _, axes = plt.subplots()
    ends = np.array([0.0, np.max(x)])
    axes.scatter(x, y, label="measured")
    axes.plot(ends, slope * ends + intercept, label="fit")
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    axes.legend()
    return axes
