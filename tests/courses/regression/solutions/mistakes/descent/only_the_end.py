"""You give back the last point alone. The description asks for the whole way: a descent that jumps to and fro looks
calm when only its end is seen.
"""

import numpy as np


def descend(gradient, start, rate, steps):
    here = np.array(start, dtype=float)
    for _ in range(steps):
        here = here - rate * np.asarray(gradient(here))
    return here
