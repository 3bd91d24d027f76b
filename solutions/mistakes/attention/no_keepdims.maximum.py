import numpy as np


def softmax_rows(S):
    raised = np.exp(S - np.max(S, axis=1))
    return raised / raised.sum(axis=1, keepdims=True)
