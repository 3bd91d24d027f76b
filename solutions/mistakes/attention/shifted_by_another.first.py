import numpy as np


def softmax_rows(S):
    S = np.asarray(S, dtype=float)
    raised = np.exp(S - S[:, :1])
    return raised / raised.sum(axis=1, keepdims=True)
