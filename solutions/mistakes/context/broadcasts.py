"""You leave it to NumPy to bring weights and values together, and NumPy stretches a single weight over all the values,
or a single value over all the weights. Then something is read that nobody asked for: where does your code compare how
many there are of each?"""

import numpy as np


def context(weights, values):
    return (np.array(weights)[:, None] * np.array(values)).sum(axis=0)
