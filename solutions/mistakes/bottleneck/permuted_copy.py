"""Your other input has the same states in another order. The mean vector cannot see order, that is true, but
neither can attention: it reads the same from both. Which states could have the same mean without being the same?"""


def collision(states):
    return [list(state) for state in reversed(states)]


def shows_collision(answer, right, states):
    given, other = [list(map(list, rows)) for rows in (states, answer)]
    return sorted(other) == sorted(given) and other != given
