"""Your points have y across and x up. What is known lies across, what is predicted goes up: otherwise the line
belongs to another picture. Which of the two comes first in a scatter?
"""

import matplotlib.pyplot as plt
import numpy as np


def fit_picture(x, y, slope, intercept, xlabel, ylabel):
    _, axes = plt.subplots()
    ends = np.array([np.min(x), np.max(x)])
    axes.scatter(y, x, label="measured")
    axes.plot(ends, slope * ends + intercept, label="fit")
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    axes.legend()
    return axes
