"""The line drawn from right to left, and the legend's texts given by hand."""

import matplotlib.pyplot as plt


def fit_picture(x, y, slope, intercept, xlabel, ylabel):
    figure, axes = plt.subplots(figsize=(5, 3))
    right, left = max(x), min(x)
    (line,) = axes.plot((right, left), (slope * right + intercept, slope * left + intercept))
    line.set_label("fit")
    axes.scatter(x, y).set_label("measured")
    axes.set_ylabel(ylabel)
    axes.set_xlabel(xlabel)
    axes.legend()
    return axes


def losses_picture(losses):
    figure, axes = plt.subplots()
    axes.set_yscale("log")
    lines = [axes.plot(list(range(len(values))), values, label=name)[0] for name, values in losses.items()]
    axes.set_xlabel("epoch")
    axes.set_ylabel("mean squared error")
    axes.legend(lines, list(losses))
    return axes
