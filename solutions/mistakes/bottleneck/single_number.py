"""Your summary is one number, the mean of every number there is. The places mean different things and must not be
mixed: each place has a mean of its own."""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return sum(sum(state) for state in states) / sum(len(state) for state in states)
