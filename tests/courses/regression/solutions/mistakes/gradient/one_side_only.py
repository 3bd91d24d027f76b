"""You step to one side and compare with where you stood. On a bend that misses the slope by about h, while a step to
each side misses it by about h squared: the bend pulls both ways and cancels. Where else does the function have to
be asked?
"""

import numpy as np


def numeric_gradient(f, w, h=1e-5):
    here = f(w)
    return np.array([(f(w + h * unit) - here) / h for unit in np.eye(len(w))])
