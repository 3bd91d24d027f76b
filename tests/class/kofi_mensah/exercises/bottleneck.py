"""The bottleneck: what does one fixed vector lose?

Before attention, the whole input had to go through a single vector, and the decoder saw nothing else. The simplest
such summary is the *mean vector* of the states: add them up place by place and divide by how many there are.

    states      = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    mean vector = [0.5, 0.5]        # (1.0 + 0.5 + 0.0) / 3,  (0.0 + 0.5 + 1.0) / 3

However long the input is, the summary has the same few numbers, so different inputs must end up as the same summary:
they *collide*. Here is another input with the mean vector [0.5, 0.5]:

    other       = [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]

Who sees only the mean vector cannot tell the two apart. Who may go back and look at the states can: read with
attention and the query [0.7, 0.3], the first input gives the context [0.5662, 0.4338], the other gives [0.5, 0.5].
How attention reads is what the next exercises are about; when you have written them, come back and try.
"""


def mean_vector(states: list[list[float]]) -> list[float]:
    """The mean of n states of d numbers each: d numbers, number j being the mean of number j of all the states.

    Any n and any d from 1 on. The list of states stays as it is. Raises ValueError when there are no states.
    """
    if len(states) < 1:
        raise ValueError("I need at least one state")
    mean = []
    for j in range(len(states[0])):
        numbers = [state[j] for state in states]
        mean.append(sum(numbers) / len(numbers))
    return mean


def collision(states: list[list[float]]) -> list[list[float]]:
    """Another input with the same mean vector, which attention can tell apart from `states`.

    `states` are n states of d numbers; return m states of d numbers, m at least 1; m need not be n. Any that fit are
    right:

    * their mean vector is that of `states`, to within 0.000001;
    * attention can see the difference: for some query that is 1 or -1 in one place and 0 elsewhere, the two contexts
      differ by 0.001 or more somewhere. So the same states in another order will not do, nor each of them twice:
      attention reads the same from those.

    It must work for any states with d of 1 or more, even for a single state, or for states that are all the same. In
    the tests no number is above 10 or below -10.
    """
    # move the first state up and the second one down by the same amount
    other = [list(state) for state in states]
    other[0][0] += 1
    other[1][0] -= 1
    return other
