def mean_vector(states):
    if not states:
        raise ValueError("states vacío")
    total = states[0]
    for state in states[1:]:
        for i in range(len(state)):
            total[i] += state[i]
    for i in range(len(total)):
        total[i] /= len(states)
    return total


def collision(states):
    m = mean_vector(states)
    return [[x + 12 for x in m], [x - 12 for x in m]]
