"""Your curves have no words on their axes. What goes down, and over what? A picture stands without its program."""

import matplotlib.pyplot as plt


def losses_picture(losses):
    _, axes = plt.subplots()
    for name, values in losses.items():
        axes.plot(range(len(values)), values, label=name)
    axes.set_yscale("log")
    axes.legend()
    return axes
