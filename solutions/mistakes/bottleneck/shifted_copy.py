"""You moved all the states in the same direction, so the mean vector moved with them. To stay where it is, what is
added in one state has to be taken away in another."""


def collision(states):
    return [[number + 1.0 for number in state] for state in states]
