"""You take the middle value of each place. In the worked example that happens to be the mean, but a middle value
does not care how far out the others lie, and a mean does: it lets every state have its say."""

import statistics


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return [statistics.median(column) for column in zip(*states)]


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
