"""You round the mean, as one does for printing. What you hand on is then a little beside the mean, and another input
that is built upon it is beside it too. Which of your lines is for people to read, and which is for the next step?"""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return [round(sum(state[j] for state in states) / len(states), 4) for j in range(len(states[0]))]


def collision(states):
    n, d = len(states), len(states[0])
    mean = [round(sum(state[j] for state in states) / n, 4) for j in range(d)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]


def shows_mean_vector(answer, right, states):
    def fits(k):
        return all(abs(a - round(r, k)) < 1e-13 for a, r in zip(answer, right, strict=True))

    return any(fits(k) for k in range(1, 11))
