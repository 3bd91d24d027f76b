from statistics import mean


def mean_vector(states):
    if not states:
        raise ValueError("il faut au moins un etat")
    return [mean(column) for column in zip(*states)]


def collision(states):
    m = mean_vector(states)
    plus = [x + 21 for x in m]
    moins = [x - 21 for x in m]
    return [plus, moins]
