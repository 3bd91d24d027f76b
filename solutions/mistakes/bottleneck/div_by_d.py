"""You divide by how many numbers one state has. The mean is taken over the states: how many things did you add up
in each place?"""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return [sum(column) / len(states[0]) for column in zip(*states)]


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
