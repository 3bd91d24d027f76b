"""You compared the query with the values. Keys are for comparing, values for reading: which of the two lists says where
to look, and out of which is it read?"""


def attend(query, keys, values):
    weights = softmax([dot(query, value) for value in values])
    return weights, context(weights, keys)


def shows_attend(answer, right, query, keys, values):
    """Whichever is read then, and also where the numbers that have no partner are left out."""
    weights = softmax([sum(q * v for q, v in zip(query, value)) for value in values])
    found = [(weights, context(weights, keys)), (weights, context(weights, values))]
    flat = [*answer[0], *answer[1]]
    return any(len(flat) == len([*w, *c]) and all(abs(x - y) < 1e-9 for x, y in zip(flat, [*w, *c])) for w, c in found)
