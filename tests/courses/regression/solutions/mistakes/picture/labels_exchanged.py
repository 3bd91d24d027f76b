"""The words on the two axes are exchanged. A reader believes what stands there, and takes square metres for prices.
Which axis is x?
"""

import matplotlib.pyplot as plt
import numpy as np


def fit_picture(x, y, slope, intercept, xlabel, ylabel):
    _, axes = plt.subplots()
    ends = np.array([np.min(x), np.max(x)])
    axes.scatter(x, y, label="measured")
    axes.plot(ends, slope * ends + intercept, label="fit")
    axes.set_xlabel(ylabel)
    axes.set_ylabel(xlabel)
    axes.legend()
    return axes
