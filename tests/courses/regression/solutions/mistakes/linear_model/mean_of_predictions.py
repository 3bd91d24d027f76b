"""You measure the distances from the mean of the predictions. The rival that you compare with knows only the measured
values and always says their mean. Whose mean is that?
"""

import numpy as np


def r_squared(y, predictions):
    return 1 - np.sum((predictions - y) ** 2) / np.sum((y - np.mean(predictions)) ** 2)
