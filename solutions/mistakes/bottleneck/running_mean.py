"""You take the middle between the mean so far and the next state, one state after the other. The last one then counts
for half of it all, and the first ones for next to nothing. In a mean every state counts alike: what is there to add up,
and what to divide by?"""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    mean = list(states[0])
    for state in states[1:]:
        mean = [(x + y) / 2 for x, y in zip(mean, state, strict=True)]
    return mean
