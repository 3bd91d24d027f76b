"""You put the mean itself in the place of every state, as the worked example does. Where the states were all the
same to begin with, that changes nothing: think of a way that works there too."""


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    return [list(mean) for _ in states]


def shows_collision(answer, right, states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    return len(answer) > 0 and all(abs(x - m) < 1e-6 for row in answer for x, m in zip(row, mean, strict=True))
