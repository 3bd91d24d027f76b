"""You divide each gradient by its length, so all steps are equally long. Near the bottom a step should get shorter by
itself, because the slope does; yours go on stepping over it. What is the length of a gradient good for?
"""

import numpy as np


def descend(gradient, start, rate, steps):
    path = np.empty((steps + 1, len(start)))
    path[0] = start
    for step in range(steps):
        slope = np.asarray(gradient(path[step]))
        path[step + 1] = path[step] - rate * slope / np.linalg.norm(slope)
    return path
