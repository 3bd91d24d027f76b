"""You fill the last batch up with rows that were there already. These houses then count twice in the epoch. How many
rows does the last batch need?
"""

import numpy as np


def batches(n, size, seed):
    order = np.random.default_rng(seed).permutation(n)
    order = np.concatenate([order, order[: -n % size]])
    return [order[start : start + size] for start in range(0, n, size)]
