"""Your picture has labels that nobody sees: nothing shows them. What stands in a corner and says which is which?"""

import matplotlib.pyplot as plt
import numpy as np


def fit_picture(x, y, slope, intercept, xlabel, ylabel):
    _, axes = plt.subplots()
    ends = np.array([np.min(x), np.max(x)])
    axes.scatter(x, y, label="measured")
    axes.plot(ends, slope * ends + intercept, label="fit")
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    return axes
