"""Your mean is right, but you used the list you were given as scratch paper: afterwards the caller's first state is
no longer what it was. Do the sums in a list of your own."""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    total = states[0]
    for state in states[1:]:
        for j in range(len(total)):
            total[j] += state[j]
    return [number / len(states) for number in total]


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
