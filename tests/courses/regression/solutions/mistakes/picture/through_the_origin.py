"""Your line leaves the intercept out, so it runs beside the points. Which two numbers make a line?"""

import matplotlib.pyplot as plt
import numpy as np


def fit_picture(x, y, slope, intercept, xlabel, ylabel):
    _, axes = plt.subplots()
    ends = np.array([np.min(x), np.max(x)])
    axes.scatter(x, y, label="measured")
    axes.plot(ends, slope * ends, label="fit")
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    axes.legend()
    return axes
