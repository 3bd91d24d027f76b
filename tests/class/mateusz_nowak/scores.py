"""Scores: who should I look at?

At every output step the decoder holds a *query*: a vector that says what it is looking for just now. Each input
position is kept as a vector too, its *state*. To find out how well a position fits, compare the two: multiply them
place by place and add the products up. That is the *dot product*, and the number that comes out is the position's
*score*.

    query  = [0.7, 0.3]
    states = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    scores = [0.7, 0.5, 0.3]        # 0.7*1.0 + 0.3*0.0,  0.7*0.5 + 0.3*0.5,  0.7*0.0 + 0.3*1.0

A high score says "this fits"; 0 says "this has nothing to do with it"; a negative score says "rather the opposite".
Scores are not shares yet: they need not be positive, and they need not add up to anything.
"""


def dot(a: list[float], b: list[float]) -> float:
    """The dot product of two vectors of the same length d: the sum of a[i] * b[i].

    Raises ValueError when the lengths differ: a number that belongs to nothing must not be dropped in silence.
    """
    if len(a) != len(b):
        raise ValueError("wektory różnej długości")
    return sum(a[i] * b[i] for i in range(len(b)))


def scores(query: list[float], states: list[list[float]]) -> list[float]:
    """One score for each of the n states: its dot product with the query.

    query has d numbers, and so has each state; d can be any length. Returns n numbers.
    Raises ValueError when a state has another length than the query.
    """
    return [dot(query, state) for state in states]
