"""Look at it.

A picture shows at once what a number hides: a line that misses on one side, a descent that jumps. Both functions here
make a new picture and give its axes, the object that Matplotlib draws into. Colours, sizes and markers are up to you.

    import matplotlib.pyplot as plt
    figure, axes = plt.subplots()        a new picture
    axes.scatter(x, y, label="...")      points        axes.plot(x, y, label="...")      a line through points
    axes.set_xlabel("...")               what the axis counts, with the unit
    axes.legend()                        shows the labels
    axes.set_yscale("log")               each step up the axis is ten times as much

Leave the arrays and lists you are given as they are.
"""

import matplotlib.pyplot as plt
import numpy as np


def fit_picture(x, y, slope, intercept, xlabel, ylabel):
    """The measured points as a scatter labelled "measured", and the line slope * x + intercept labelled "fit".

    x, y            arrays [n], in any order; x across, y up
    xlabel, ylabel  the texts of the two axes
    gives           the axes of a new picture: one scatter, one line from the smallest x to the largest, a legend
    """
    ### BEGIN SOLUTION
    _, axes = plt.subplots()
    ends = np.array([np.min(x), np.max(x)])
    axes.scatter(x, y, label="measured")
    axes.plot(ends, slope * ends + intercept, label="fit")
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    axes.legend()
    return axes
    ### END SOLUTION


def losses_picture(losses):
    """How the losses of several descents fall, one line for each, on a logarithmic axis.

    losses  dict: a name -> a list of losses, the first from before the first epoch
    gives   the axes of a new picture: a line for each name, in the order of the dict and labelled with the name, its x
            the epochs 0, 1, 2 ...; the axes are labelled "epoch" and "mean squared error"; a legend
    """
    ### BEGIN SOLUTION
    _, axes = plt.subplots()
    for name, values in losses.items():
        axes.plot(range(len(values)), values, label=name)
    axes.set_yscale("log")
    axes.set_xlabel("epoch")
    axes.set_ylabel("mean squared error")
    axes.legend()
    return axes
    ### END SOLUTION
