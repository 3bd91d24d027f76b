"""You repeat every state. That is a longer input with the same mean, but every state still gets the same share of
the attention together with its twin, so what is read stays the same too. Other states are needed, not more of the
same."""


def collision(states):
    return [list(state) for state in states] + [list(state) for state in states]


def shows_collision(answer, right, states):
    times = len(answer) // len(states)
    ordered = sorted(list(state) for state in states for _ in range(times))
    return times > 1 and sorted(map(list, answer)) == ordered and ordered[0] != ordered[-1]
