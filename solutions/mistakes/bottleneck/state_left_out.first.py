"""One of the states is missing from your sum: the last one, or the first. Where does your loop begin, and at which
state does it end?"""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    total = [0.0] * len(states[0])
    for i in range(1, len(states)):
        total = [x + y for x, y in zip(total, states[i], strict=True)]
    return [x / len(states) for x in total]
