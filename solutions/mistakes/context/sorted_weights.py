"""You put the weights into order, the best first. Weight number i belongs to key and value number i: once they are
sorted, each value is read with the weight of another. Where would a reader look for the best position instead?"""


def attend(query, keys, values):
    weights = sorted(softmax([dot(query, key) for key in keys]), reverse=True)
    return weights, context(weights, values)
