def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return [round(sum(state[j] for state in states) / len(states), 2) for j in range(len(states[0]))]


def collision(states):
    n, d = len(states), len(states[0])
    mean = [round(sum(state[j] for state in states) / n, 2) for j in range(d)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
