"""Both of your results are right, but they come back in the wrong order. Whoever takes the pair apart gets the context
for the weights: read again which of the two comes first."""


def attend(query, keys, values):
    weights = softmax([dot(query, key) for key in keys])
    return context(weights, values), weights
