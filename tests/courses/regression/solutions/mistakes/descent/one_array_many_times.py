"""All the rows of your path are one and the same array, so in the end each shows the last point. Appending an array
to a list does not copy it. When does each point need an array of its own?
"""

import numpy as np


def descend(gradient, start, rate, steps):
    here = np.array(start, dtype=float)
    path = [here]
    for _ in range(steps):
        here -= rate * np.asarray(gradient(here))
        path.append(here)
    return np.array(path)
