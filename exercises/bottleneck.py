"""The bottleneck: what does one fixed vector lose?

Before attention, the whole input had to go through a single vector, and the decoder saw nothing else. The simplest
such summary is the *mean vector* of the states: add them up place by place and divide by how many there are.

    states      = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    mean vector = [0.5, 0.5]        # (1.0 + 0.5 + 0.0) / 3,  (0.0 + 0.5 + 1.0) / 3

However long the input is, the summary has the same few numbers, so different inputs must end up as the same summary:
they *collide*. Here is another input with the mean vector [0.5, 0.5]:

    other       = [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]

Who sees only the mean vector cannot tell the two apart. Who may go back and look at the states can: the first input has
a 1.0 in it, the other has none. You need nothing of the later exercises here.
"""


def mean_vector(states: list[list[float]]) -> list[float]:
    """The mean of n states of d numbers each: d numbers, number j being the mean of number j of all the states.

    Any n and any d from 1 on. The list of states stays as it is. Raises ValueError when there are no states.
    """
    raise NotImplementedError("mean_vector is not written yet")


def collision(states: list[list[float]]) -> list[list[float]]:
    """Another input with the same mean vector, which is told apart from `states` by looking at the states themselves.

    `states` are n states of d numbers; return m states of d numbers, m at least 1; m need not be n. Any that fit are
    right:

    * their mean vector is that of `states`, to within 0.000001;
    * it is another mixture. The same states in another order will not do, nor each of them twice. The tests ask this:
      choose a place j, and let each state count e^x times, or e^-x times, x being its number j; the average counted in
      this way differs by 0.001 or more from that of `states`, for some j, in some place. (This is how attention reads;
      the exercises that follow build it.)

    It must work for any states with d of 1 or more, even for a single state, or for states that are all the same. In
    the tests no number is above 10 or below -10.
    """
    raise NotImplementedError("collision is not written yet")
