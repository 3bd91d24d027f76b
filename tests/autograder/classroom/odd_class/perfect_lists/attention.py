"""Plain loops and lists, as in the earlier exercises."""

import math


def softmax_rows(S):
    result = []
    for row in S:
        largest = max(row)
        raised = [math.exp(score - largest) for score in row]
        total = math.fsum(raised)
        result.append([number / total for number in raised])
    return result


def attention(Q, K, V, scale=None, mask=None):
    scale = len(K[0]) ** -0.5 if scale is None else scale
    out, W = [], []
    for i, query in enumerate(Q):
        allowed = [j for j in range(len(K)) if mask is None or mask[i][j]]
        if not allowed:
            raise ValueError(f"query {i} may look at no key")
        scores = [scale * sum(a * b for a, b in zip(query, K[j], strict=True)) for j in allowed]
        shares = dict(zip(allowed, softmax_rows([scores])[0], strict=True))
        weights = [shares.get(j, 0.0) for j in range(len(K))]
        W.append(weights)
        out.append([sum(w * value[c] for w, value in zip(weights, V, strict=True)) for c in range(len(V[0]))])
    return out, W
