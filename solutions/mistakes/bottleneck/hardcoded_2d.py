"""Your code counts on states of two numbers, as in the example. States can have any length: let the code ask how
long they are instead of knowing it."""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    total = [0.0, 0.0]
    for state in states:
        total = [total[i] + state[i] for i in range(len(total))]
    return [number / len(states) for number in total]


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
