"""You move every weight by the gradient's first entry. In a landscape over one weight that is the same; with two,
each has a slope of its own. What shape does a step have?
"""

import numpy as np


def descend(gradient, start, rate, steps):
    path = np.empty((steps + 1, len(start)))
    path[0] = start
    for step in range(steps):
        path[step + 1] = path[step] - rate * gradient(path[step])[0]
    return path
