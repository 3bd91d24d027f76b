def mean_vector(states):
    if not states:
        raise ValueError("states is empty")
    return [sum(c) / len(states) for c in zip(*states)]


def collision(states):
    m = mean_vector(states)
    return [[x + 15 for x in m], [x - 15 for x in m]]
