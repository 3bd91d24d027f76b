import numpy as np


def mean_vector(states):
    return list(np.mean(states, axis=0))


def collision(states):
    m = mean_vector(states)
    return [[x - 1 for x in m], [x + 1 for x in m]]
