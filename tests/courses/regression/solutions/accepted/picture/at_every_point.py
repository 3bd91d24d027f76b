"""The line is drawn at the points' own places, in their order."""

import matplotlib.pyplot as plt
import numpy as np


def fit_picture(x, y, slope, intercept, xlabel, ylabel):
    axes = plt.figure().add_subplot()
    across = np.sort(x)
    axes.plot(across, slope * across + intercept, color="tab:orange", label="fit")
    axes.scatter(x, y, alpha=0.5, label="measured")
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.grid(True)
    axes.legend()
    return axes


def losses_picture(losses):
    axes = plt.figure().add_subplot(yscale="log", xlabel="epoch", ylabel="mean squared error")
    for name, values in losses.items():
        axes.plot(np.arange(len(values)), np.asarray(values), label=name)
    axes.legend()
    return axes
