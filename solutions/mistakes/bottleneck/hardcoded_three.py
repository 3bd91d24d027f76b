"""You divide by three, which is right for the example and for no input of another length. Let the code count the
states instead of knowing how many there are."""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return [sum(column) / 3 for column in zip(*states)]


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
