"""Self-attention: a sentence that reads itself.

In the lesson a decoder asks and the source answers. In a Transformer's self-attention all words of one sentence ask,
and the same words answer. The core is the one you know: match a query with keys, share out the attention with softmax,
read the values. What is new is where the three come from. Each word is one row of X, and three tables give it three
roles:

    Q = X times Wq      what this word is looking for        [n, dk]
    K = X times Wk      what this word offers to others      [n, dk]
    V = X times Wv      what others take home from it        [n, dv]

    X [n, d]    Wq [d, dk]    Wk [d, dk]    Wv [d, dv]       n words, d numbers a word; n, d, dk, dv may all differ

Wq, Wk and Wv are learned and then stay the same for every sentence. The attention weights W are not: they are
worked out anew from the words at hand.

The scale. A query and a key hold dk numbers each. If these vary by about 1, their dot product varies by about dk
(variances add up). Multiplied by 1/sqrt(dk), the scores vary by about 1 again, however wide the queries are.

Causal. A model that writes from left to right must not look at words that are not written yet. With causal=True word i
looks at the words 0 to i, itself included, and at nothing after them; the first word can only look at itself.

Worked example: three words, d = 2, dk = 4, dv = 1, so the scale is 1/2.

    X  = [[1, 0], [0, 1], [1, 1]]
    Wq = [[1, 0, 1, 0], [0, 1, 0, 1]]    Wk = [[1, 1, 0, 0], [0, 2, 0, 1]]    Wv = [[6], [12]]

    V  = [[6], [12], [18]]      scaled scores = [[0.5, 0.0, 0.5], [0.5, 1.5, 2.0], [1.0, 1.5, 2.5]]
    W  = [[0.383652, 0.232697, 0.383652], [0.121952, 0.331499, 0.546549], [0.140244, 0.231224, 0.628532]]
    out = [[12.0], [14.547586], [14.929724]]

    causal:  W = [[1, 0, 0], [0.268941, 0.731059, 0], [0.140244, 0.231224, 0.628532]]
             out = [[6.0], [10.386351], [14.929724]]

The function `attention` below is finished: it is the one from the exercise before, except that you choose the scale.
Use it or write your own, as you like. Do not round.
"""

import numpy as np


def attention(Q, K, V, scale, mask=None):
    """Given. Each query of Q [q, d] reads from V [k, dv], guided by K [k, d]. Gives (out [q, dv], W [q, k]).

    scale  multiplies the scores
    mask   booleans [q, k], True means keep; None keeps everything
    raises ValueError when some query may look at no key
    """
    S = (Q @ K.T) * scale
    if mask is not None:
        if not mask.any(axis=1).all():
            raise ValueError("this mask leaves a query without any key")
        S = np.where(mask, S, -np.inf)
    raised = np.exp(S - S.max(axis=1, keepdims=True))
    W = raised / raised.sum(axis=1, keepdims=True)
    return W @ V, W


def self_attention(X, Wq, Wk, Wv, causal=False):
    """Every word of X reads from all words of X, or, when causal, from those up to itself.

    X [n, d], Wq [d, dk], Wk [d, dk], Wv [d, dv]
    gives  the pair (out, W): out [n, dv] what each word read, W [n, n] how much word i (row) looked at word j (column)
    """
    ### BEGIN SOLUTION
    Q, K, V = X @ Wq, X @ Wk, X @ Wv
    mask = np.tri(len(X), dtype=bool) if causal else None
    return attention(Q, K, V, 1 / np.sqrt(Wq.shape[1]), mask)
    ### END SOLUTION
