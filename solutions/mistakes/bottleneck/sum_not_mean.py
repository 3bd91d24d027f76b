"""You added the states up, but the sum grows with every further state. A mean has to stay the same when every state
comes twice: which number do you still have to bring in?"""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return [sum(column) for column in zip(*states)]


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
