"""A single state comes back as it was: there was no other to move against it. But nothing says that only as many states
may come back as went in."""


def collision(states):
    others = [list(state) for state in states]
    if len(others) > 1:
        others[0] = [x + 5.0 for x in others[0]]
        others[1] = [x - 5.0 for x in others[1]]
    return others


def shows_collision(answer, right, states):
    alike = (abs(x - y) < 1e-9 for row in answer for x, y in zip(row, states[0], strict=True))
    return len(states) == 1 and len(answer) > 0 and all(alike)
