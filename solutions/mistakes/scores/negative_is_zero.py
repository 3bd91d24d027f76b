"""You turn scores below 0 into 0. A negative score says that a state is rather the opposite of what is looked for, and
that is less than having nothing to do with it. What would be lost if both got the same score?"""


def scores(query, states):
    return [max(0.0, dot(query, state)) for state in states]
