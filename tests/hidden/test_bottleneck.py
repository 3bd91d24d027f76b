"""What grading adds: other sizes, negative numbers, one state or none, and collisions of other inputs."""

import math
import sys
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real

import pytest


def _states(rng, n, d):
    return [[float(x) for x in row] for row in rng.normal(scale=2.0, size=(n, d))]


def average(column):
    try:
        return math.fsum(column) / len(column)
    except OverflowError:  # the sum is too large for a float, the average is not
        return float(sum(map(Fraction, column)) / len(column))


def _mean(states):
    return [average(column) for column in zip(*states, strict=True)]


def is_finite(number):
    """Whether it is a number of any kind, and neither infinite nor nan."""
    return isinstance(number, Rational) or (isinstance(number, Real | Decimal) and math.isfinite(number))


def as_float(number):
    """The number as a float, the largest or the smallest one where it is out of range."""
    return float(max(min(number, sys.float_info.max), -sys.float_info.max))


def _checked(others, d):
    """The returned states as plain lists, once it is clear that they are states of d numbers."""
    assert hasattr(others, "__len__"), "a list of states is expected"
    assert not isinstance(others, dict), "a list of states is expected"
    assert len(others) >= 1, "one state or more is expected"
    for state in others:
        assert hasattr(state, "__len__"), "every state is a list of numbers"
        assert not isinstance(state, dict | str), "every state is a list of numbers"
        assert len(state) == d, f"every state should have {d} numbers here"
        assert all(map(is_finite, state)), "a state is made of finite numbers"
    return [[as_float(number) for number in state] for state in others]


def _context(query, states):
    """What attention reads from the states for this query."""
    scores = [sum(q * x for q, x in zip(query, state, strict=True)) for state in states]
    shares = [math.exp(score - max(scores)) for score in scores]
    return [sum(w * state[j] for w, state in zip(shares, states, strict=True)) / sum(shares) for j in range(len(query))]


def _largest_gap(states, others):
    """How far the two contexts lie apart, for the query that tells most."""
    d = len(states[0])
    queries = [[sign * (j == place) for j in range(d)] for place in range(d) for sign in (1.0, -1.0)]
    pairs = [(_context(query, states), _context(query, others)) for query in queries]
    return max(abs(a - b) for one, other in pairs for a, b in zip(one, other, strict=True))


@pytest.mark.points(2)
def test_any_size(submission, close, rng):
    """The mean vector is right for any number of states of any dimension."""
    for n, d in ((5, 3), (2, 4), (3, 1), (2, 2)):
        states = _states(rng, n, d)
        close(
            submission.mean_vector(states), _mean(states), why=f"{n} states of {d} numbers have a mean of {d} numbers"
        )


def test_single_state(submission, close):
    """The mean vector of a single state is that state."""
    close(submission.mean_vector([[3.0, -1.0, 0.5]]), [3.0, -1.0, 0.5])


def test_order_is_lost(submission, close):
    """The mean vector does not change when the states change places."""
    close(submission.mean_vector([[2.0, 6.0], [-4.0, 1.0], [5.0, -4.0]]), [1.0, 1.0])
    close(submission.mean_vector([[5.0, -4.0], [2.0, 6.0], [-4.0, 1.0]]), [1.0, 1.0], why="it knows nothing of order")


@pytest.mark.needs("test_worked_example")
def test_states_stay_as_they_were(submission):
    """The list of states that was handed over stays as it was."""
    call = submission.call("mean_vector", [[3.0, 1.0], [5.0, 2.0]])
    assert call.arguments[0] == [[3.0, 1.0], [5.0, 2.0]], "whoever handed the states over may still need them"


@pytest.mark.points(2)
def test_collisions_of_other_inputs(submission, close, rng):
    """Your other input has the same mean vector, whatever the states are."""
    edge = [[10.0, -10.0], [-10.0, -10.0], [10.0, 10.0]]
    for states in (_states(rng, 3, 3), _states(rng, 4, 2), _states(rng, 2, 5), edge):
        d = len(states[0])
        others = _checked(submission.collision(states), d)
        close(_mean(others), _mean(states), atol=1e-6, why="this is the mean vector of what you returned")


@pytest.mark.points(2)
def test_attention_tells_them_apart(submission, rng):
    """Attention reads something else from your other input than from the first."""
    for states in ([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]], _states(rng, 4, 3), _states(rng, 3, 1)):
        others = _checked(submission.collision(states), len(states[0]))
        gap = _largest_gap(states, others)
        assert gap >= 1e-3, "attention reads the same from both inputs, so it cannot tell them apart"


def test_collision_of_equal_states(submission, close):
    """One state alone, and states that are all the same, collide with other inputs too."""
    for states in ([[0.0, 0.0], [0.0, 0.0]], [[2.0, -1.0, 0.0]]):
        others = _checked(submission.collision(states), len(states[0]))
        close(_mean(others), states[0], atol=1e-6, why="this is the mean vector of what you returned")
        gap = _largest_gap(states, others)
        assert gap >= 1e-3, "attention reads the same from both inputs, so it cannot tell them apart"
