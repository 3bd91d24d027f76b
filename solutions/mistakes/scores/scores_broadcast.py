"""Your `scores` multiplies whole tables at once, and NumPy stretches a vector of one number until it fits any other. A
query and a state of different lengths then get a score without a word: who compares their lengths in your code?"""

import numpy as np


def scores(query, states):
    return (np.array(states) * np.array(query)).sum(axis=1)
