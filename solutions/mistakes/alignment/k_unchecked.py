"""A focus of no positions, or of more positions than there are words, does not exist, but your function answers with a
list that is too short. A caller who asked for four and silently gets three will blame the table. Which values of k
make sense?
"""


def focus(weights, k=1):
    return sorted(range(len(weights)), key=lambda j: -weights[j])[:k]
