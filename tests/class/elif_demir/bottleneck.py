def mean_vector(states):
    if not states:
        raise ValueError("empty list of states")
    d = len(states[0])
    mean = [0] * d
    for s in states:
        for j in range(d):
            mean[j] += s[j]
    print("sum:", mean)
    mean = [round(m / len(states), 4) for m in mean]
    print("mean:", mean)
    return mean


def collision(states):
    m = mean_vector(states)
    up = [x + 20 for x in m]
    down = [x - 20 for x in m]
    return [up, down]
