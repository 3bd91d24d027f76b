"""You draw the logarithms of the losses. The curve looks the same, and the numbers beside it are no errors any more.
What is to be logarithmic, the losses or the axis?
"""

import matplotlib.pyplot as plt
import numpy as np


def losses_picture(losses):
    _, axes = plt.subplots()
    for name, values in losses.items():
        axes.plot(range(len(values)), np.log(values), label=name)
    axes.set_xlabel("epoch")
    axes.set_ylabel("mean squared error")
    axes.legend()
    return axes
