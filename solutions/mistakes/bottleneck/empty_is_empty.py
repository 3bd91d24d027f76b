"""Where there are no states at all, you return something as if it were a mean. Nothing has no mean: the honest
answer is the error that the description names."""


def mean_vector(states):
    if not states:
        return []
    return [sum(column) / len(states) for column in zip(*states)]
