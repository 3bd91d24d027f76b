"""Your summary is the last state alone, so everything before it is forgotten. A mean gives every state the same
say: how do the earlier ones get in?"""


def mean_vector(states):
    if not states:
        raise ValueError("no states")
    return list(states[-1])
