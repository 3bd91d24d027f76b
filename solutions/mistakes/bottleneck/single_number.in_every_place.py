def mean_vector(states):
    if not states:
        raise ValueError("no states")
    mean = sum(sum(state) for state in states) / sum(len(state) for state in states)
    return [mean] * len(states[0])


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
