def collision(states):
    return [list(state) for state in states for _ in range(2)]
