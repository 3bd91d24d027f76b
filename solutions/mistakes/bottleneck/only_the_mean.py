"""Where the states were all the same to begin with, your other states are the same again: so it is when the mean
itself takes the place of every state, as in the worked example. Think of a way that works there too."""


def collision(states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    return [list(mean) for _ in states]


def shows_collision(answer, right, states):
    mean = [sum(column) / len(states) for column in zip(*states)]
    return (
        len(states) > 1
        and len(answer) > 0
        and all(abs(x - m) < 1e-6 for row in answer for x, m in zip(row, mean, strict=True))
    )
