"""You put the weights through softmax once more before you read. They are shares already, and softmax makes them more
alike than they were. Which of your two functions gets scores, and which one gets weights?"""


def context(weights, values):
    if len(weights) != len(values):
        raise ValueError("as many values as weights")
    weights = softmax(weights)
    return [sum(w * x for w, x in zip(weights, column, strict=True)) for column in zip(*values, strict=True)]
