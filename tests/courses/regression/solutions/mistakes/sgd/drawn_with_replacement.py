"""You draw each row anew from all of them, so in one epoch some rows come twice and others not at all. An epoch goes
through every row once. What is a random order of the rows called?
"""

import numpy as np


def batches(n, size, seed):
    order = np.random.default_rng(seed).integers(0, n, size=n)
    return [order[start : start + size] for start in range(0, n, size)]
