"""Your summary is the last state alone, so everything before it is forgotten. A mean gives every state the same
say: how do the earlier ones get in?"""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return list(states[-1])


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
