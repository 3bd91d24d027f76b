"""Plain loops and lists: one word at a time looks at the words that it may see."""

import math


def times(row, table):
    return [sum(x * line[c] for x, line in zip(row, table, strict=True)) for c in range(len(table[0]))]


def self_attention(X, Wq, Wk, Wv, causal=False):
    queries, keys, values = ([times(row, table) for row in X] for table in (Wq, Wk, Wv))
    out, W = [], []
    for i, query in enumerate(queries):
        seen = i + 1 if causal else len(X)
        scores = [sum(a * b for a, b in zip(query, key, strict=True)) / math.sqrt(len(query)) for key in keys[:seen]]
        raised = [math.exp(score - max(scores)) for score in scores]
        weights = [number / sum(raised) for number in raised] + [0.0] * (len(X) - seen)
        W.append(weights)
        out.append([sum(w * value[c] for w, value in zip(weights, values, strict=True)) for c in range(len(values[0]))])
    return out, W
