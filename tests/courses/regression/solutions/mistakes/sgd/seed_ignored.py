"""Every seed gives the same order: yours is fixed inside. Then nobody can tell luck from learning by trying another
seed. Where does the seed go?
"""

import numpy as np


def batches(n, size, seed):
    order = np.random.default_rng(0).permutation(n)
    return [order[start : start + size] for start in range(0, n, size)]
