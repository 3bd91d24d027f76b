"""Plain loops; the first state is pushed one way and the last pulled the other way, each by the same amount."""


def mean_vector(states):
    if len(states) == 0:
        raise ValueError("no states")
    mean = []
    for j in range(len(states[0])):
        total = 0.0
        for state in states:
            total += state[j]
        mean.append(total / len(states))
    return mean


def collision(states):
    highest = states[0][0]
    lowest = states[0][0]
    for state in states:
        highest = max(highest, state[0])
        lowest = min(lowest, state[0])
    push = highest - lowest + 1.0
    others = []
    for state in states:
        others.append(list(state))
    others.append(mean_vector(states))
    others.append(mean_vector(states))
    others[-2][0] += push
    others[-1][0] -= push
    return others
