"""Your dot product leaves the lengths to NumPy, and NumPy stretches a vector of one number until it fits any other. A
number that is used three times over is as wrong as one that is dropped: where in your code are the lengths compared?"""

import numpy as np


def dot(a, b):
    return float(np.sum(np.array(a) * np.array(b)))
