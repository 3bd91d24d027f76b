import numpy as np


def mean_vector(states):
    if len(states) == 0:
        raise ValueError("no states")
    return np.mean(np.array(states, dtype=float), axis=0).tolist()


def collision(states):
    S = np.array(states, dtype=float)
    mean = S.mean(axis=0)
    far = np.zeros_like(mean)
    far[0] = 100.0
    return [(mean + far).tolist(), (mean - far).tolist()]
