"""With pyplot's own functions, on a figure that is made first."""

import matplotlib.pyplot as plt
import numpy as np


def fit_picture(x, y, slope, intercept, xlabel, ylabel):
    plt.figure()
    plt.scatter(x, y, c="black", s=12, label="measured")
    across = np.linspace(np.min(x), np.max(x), 50)
    plt.plot(across, [slope * at + intercept for at in across], "r--", label="fit")
    plt.xlabel(xlabel)
    plt.ylabel(ylabel)
    plt.title("A line through the points")
    plt.legend(loc="upper left")
    return plt.gca()


def losses_picture(losses):
    plt.figure()
    for name in losses:
        plt.semilogy(losses[name], marker="o", label=name)
    plt.xlabel("epoch")
    plt.ylabel("mean squared error")
    plt.legend()
    return plt.gca()
