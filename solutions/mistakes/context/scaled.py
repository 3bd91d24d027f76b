"""You divide the scores by the square root of the dimension before you share out. A Transformer does that, and you will
too, later; here the scores are plain dot products, as in the worked example."""

import math


def attend(query, keys, values):
    weights = softmax([dot(query, key) / math.sqrt(len(query)) for key in keys])
    return weights, context(weights, values)
