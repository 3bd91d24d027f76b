"""Your epochs begin at 1. The first loss was there before any epoch, so it stands at 0. After how many epochs was it
measured?
"""

import matplotlib.pyplot as plt


def losses_picture(losses):
    _, axes = plt.subplots()
    for name, values in losses.items():
        axes.plot(range(1, len(values) + 1), values, label=name)
    axes.set_yscale("log")
    axes.set_xlabel("epoch")
    axes.set_ylabel("mean squared error")
    axes.legend()
    return axes
