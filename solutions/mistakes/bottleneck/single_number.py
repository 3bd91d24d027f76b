"""Your summary is one number, the mean of every number there is. The places mean different things and must not be
mixed: each place has a mean of its own."""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return sum(sum(state) for state in states) / sum(len(state) for state in states)


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
