"""You moved all the states in the same direction, so the mean vector moved with them. To stay where it is, what is
added in one state has to be taken away in another."""


def collision(states):
    return [[number + 1.0 for number in state] for state in states]


def shows_collision(answer, right, states):
    moves = [[x - y for x, y in zip(new, old, strict=True)] for new, old in zip(answer, states, strict=True)]
    first = moves[0]
    return any(first) and all(abs(a - b) < 1e-9 for move in moves for a, b in zip(move, first))
