"""You ask for the gradient once, at the start, and walk straight on. The slope changes on the way; the whole idea is
to look again after every step. Where does the question belong?
"""

import numpy as np


def descend(gradient, start, rate, steps):
    path = np.empty((steps + 1, len(start)))
    path[0] = start
    slope = np.asarray(gradient(path[0]))
    for step in range(steps):
        path[step + 1] = path[step] - rate * slope
    return path
