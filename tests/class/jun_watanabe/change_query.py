import numpy as np


def softmax(x):
    e = np.exp(x - np.max(x))
    return e / e.sum()


def sweep(queries, states):
    S = np.array(queries) @ np.array(states).T
    e = np.exp(S - S.max())
    return (e / e.sum(axis=0)).tolist()  # each column is one state


def query_for(keys, target, min_weight):
    K = np.array(keys, dtype=float)
    if min_weight <= 1 / len(K):
        return [0.0] * K.shape[1]
    for b in np.arange(0.1, 400, 0.1):
        if softmax(b * (K @ K[target]))[target] >= min_weight:
            return list(b * K[target])
    return None


def query_between(keys, a, b, eps):
    K = np.array(keys, dtype=float)
    return list((K[a] + K[b]) * np.log(len(K) / eps))
