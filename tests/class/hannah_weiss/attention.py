"""Attention for many queries at once, with NumPy.

So far one query looked at a list of states, one number at a time. A decoder asks many questions, so we stack them:
every query is a row of Q, every key a row of K, every value a row of V. The three steps stay, each is now one line:

    1. scores    who should I look at?     S[i, j] = (query i . key j) * scale          shape [q, k]
    2. weights   how much should I look?   softmax of each ROW of S                     shape [q, k]
    3. read      the weighted average      out[i] = sum over j of W[i, j] * V[j]        shape [q, dv]

    Q [q, d]    K [k, d]    V [k, dv]      q, k, d and dv are four numbers that have nothing to do with each other

Why a scale? The more numbers a dot product adds up, the larger it gets: over d numbers it is spread about sqrt(d) wide.
Multiplying by 1/sqrt(d) keeps the scores small enough for softmax to stay a mixture. d is the width of one key.
`scale=None` means 1/sqrt(d). Any other scale is used as it is: 1.0 gives the unscaled scores of the earlier exercises.

What is a mask? A table of True and False, one for every pair of a query and a key. True means keep: this query may look
at this key. False means: act as if the key were not there. A hidden key gets the weight 0.0 exactly, and the keys that
are left share the whole of the attention, so each row of W still adds up to 1. A query that may look nowhere has no
answer: raise ValueError.

Worked example, the lesson's numbers (one query, three states that are keys and values at once):

    Q = [[0.7, 0.3]]      K = V = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    scale=1.0                             S = [[0.7, 0.5, 0.3]]
                                          W = [[0.401760, 0.328933, 0.269307]]     out = [[0.566226, 0.433774]]
    scale=None (d is 2, so 0.7071)        W = [[0.381423, 0.331122, 0.287455]]     out = [[0.546984, 0.453016]]
    scale=1.0, mask=[[True, True, False]] W = [[0.549834, 0.450166, 0.0]]          out = [[0.774917, 0.225083]]

Do not round, and leave the arrays you are given as they are. They may hold integers. Arrays or nested lists are both
fine as results.
"""

import numpy as np


def softmax_rows(S):
    """The softmax of each row of S.

    S      array [q, k] of scores, finite; some rows may be near 0 and others near 1000 or -1000
    gives  array [q, k]: same shape, nothing negative, every row adds up to 1
    """
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def attention(Q, K, V, scale=None, mask=None):
    """Every query of Q reads from the values V, guided by the keys K.

    Q [q, d], K [k, d], V [k, dv]
    scale  a number to multiply the scores by; None means 1/sqrt(d)
    mask   array [q, k] of booleans, True means keep; None means keep everything
    gives  the pair (out, W): out [q, dv] what each query read, W [q, k] how much it looked at each key
    raises ValueError when the mask leaves some query no key at all
    """
    if scale is None:
        scale = 1 / np.sqrt(Q.shape[1])
    W = softmax_rows(Q @ K.T * scale)
    if mask is not None:
        if not np.asarray(mask).any(axis=1).all():
            raise ValueError("Zeile ohne Schlüssel")
        W = np.where(mask, W, 0.0)
    return W @ V, W
