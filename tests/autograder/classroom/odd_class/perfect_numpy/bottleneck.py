"""NumPy: the mean over axis 0; for the collision every state moves away from the mean, or all are spread around it."""

import numpy as np


def mean_vector(states):
    states = np.array(states, dtype=float)
    if states.size == 0:
        raise ValueError("no states")
    return states.mean(axis=0)


def collision(states):
    states = np.array(states, dtype=float)
    mean = states.mean(axis=0)
    if np.allclose(states, mean):
        return np.stack([mean + 1.0, mean - 1.0])
    return mean + 3.0 * (states - mean)
