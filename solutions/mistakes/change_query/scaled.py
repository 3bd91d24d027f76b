"""You divide the scores by the square root of their width. There are good reasons for that, which come in a later
exercise; here the scores are the dot products as they are, and smaller ones even the weights out."""

import math


def sweep(queries, states):
    return [softmax([dot(query, state) / math.sqrt(len(state)) for state in states]) for query in queries]
