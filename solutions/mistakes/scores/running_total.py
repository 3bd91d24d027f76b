"""Each of your scores also holds those of the states before it: the sum goes on from one state to the next. Every state
is compared with the query on its own. Where does your total begin again?
"""


def scores(query, states):
    found, total = [], 0.0
    for state in states:
        total += dot(query, state)
        found.append(total)
    return found
