"""You divide with //, which throws away what stands behind the point: 3 // 2 is 1. A mean is rarely a whole number.
Which of Python's two divisions keeps the rest?"""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return [sum(state[j] for state in states) // len(states) for j in range(len(states[0]))]


def collision(states):
    n, d = len(states), len(states[0])
    mean = [sum(state[j] for state in states) / n for j in range(d)]
    reach = 1.0 + max(abs(state[0] - mean[0]) for state in states)
    return [[mean[0] + reach] + mean[1:], [mean[0] - reach] + mean[1:]]
