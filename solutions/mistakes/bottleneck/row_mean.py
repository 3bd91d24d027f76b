"""You took the mean inside each state, so there is one number for every state. The summary has one number for every
place: go down the states and stay in one place, instead of along one state."""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return [sum(state) / len(state) for state in states]


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
