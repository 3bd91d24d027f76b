"""You cut the rows into `size` batches. Asked for is how many rows are in a batch, not how many batches there are.
What would a size of 1 mean?
"""

import numpy as np


def batches(n, size, seed):
    return np.array_split(np.random.default_rng(seed).permutation(n), size)
