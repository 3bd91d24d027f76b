import numpy as np


def softmax(scores, temperature=1.0):
    exps = np.exp(np.array(scores) / temperature)
    return (exps / exps.sum())[:, np.newaxis]
