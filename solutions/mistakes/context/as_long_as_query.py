"""Your context is as long as the query. Keys have to be as long as the query, but values can have any length of their
own: what is read is made of values, so how many numbers does it have?"""


def attend(query, keys, values):
    if len(keys) != len(values):
        raise ValueError("as many values as keys")
    weights = softmax([dot(query, key) for key in keys])
    read = [sum(weights[i] * values[i][j] for i in range(len(values))) for j in range(len(query))]
    return weights, read
