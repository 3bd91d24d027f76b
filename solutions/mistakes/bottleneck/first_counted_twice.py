"""The first state counts twice in your sum: it is there before the loop begins, and the loop adds it again. What should
be there before any state is added?"""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    total = list(states[0])
    for state in states:
        total = [x + y for x, y in zip(total, state, strict=True)]
    return [x / len(states) for x in total]
