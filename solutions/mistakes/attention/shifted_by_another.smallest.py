import numpy as np


def softmax_rows(S):
    S = np.asarray(S, dtype=float)
    raised = np.exp(S - S.min(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
