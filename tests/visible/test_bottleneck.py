"""What you can check yourself: run `pytest -k bottleneck`."""

import math
import sys
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real

import pytest

EXAMPLE = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]


def is_finite(number):
    """Whether it is a number of any kind, and neither infinite nor nan."""
    return isinstance(number, Rational) or (isinstance(number, Real | Decimal) and math.isfinite(number))


def as_float(number):
    """The number as a float, the largest or the smallest one where it is out of range."""
    return float(max(min(number, sys.float_info.max), -sys.float_info.max))


def checked(others, d):
    """The returned states as plain lists, once it is clear that they are states of d numbers."""
    assert hasattr(others, "__len__"), "a list of states is expected"
    assert not isinstance(others, dict), "a list of states is expected"
    assert len(others) >= 1, "one state or more is expected"
    sizes = {0 if isinstance(state, dict | str) or not hasattr(state, "__len__") else len(state) for state in others}
    assert sizes == {d}, f"every state has {d} numbers here"
    assert all(is_finite(number) for state in others for number in state), "a state is made of finite numbers"
    return [[as_float(number) for number in state] for state in others]


def average(column):
    try:
        return math.fsum(column) / len(column)
    except OverflowError:  # the sum is too large for a float, the average is not
        return float(sum(map(Fraction, column)) / len(column))


def mean(states):
    return [average(column) for column in zip(*states, strict=True)]


def read(query, states):
    """What attention reads from the states for this query."""
    scores = [math.fsum(q * x for q, x in zip(query, state, strict=True)) for state in states]
    largest = max(scores)
    powers = [math.exp(score - largest) for score in scores]
    total = math.fsum(powers)
    shares = [power / total for power in powers]
    return [sum(share * x for share, x in zip(shares, column, strict=True)) for column in zip(*states, strict=True)]


def test_worked_example(submission, close):
    """The mean vector of the worked example is [0.5, 0.5]."""
    close(submission.mean_vector(EXAMPLE), [0.5, 0.5])


def test_four_states(submission, close):
    """Four states count as four, wherever they lie."""
    states = [[4.0, 0.0], [0.0, 0.0], [2.0, -8.0], [0.0, 2.0]]
    close(submission.mean_vector(states), [1.5, -1.5], why="place by place, over all the states")
    states = [[1.0, 0.0, 2.0], [0.0, 0.0, 3.0], [0.0, 2.0, 0.0]]
    close(
        submission.mean_vector(states), [1 / 3, 2 / 3, 5 / 3], why="three states of three numbers; nothing is rounded"
    )


def test_no_states(submission):
    """An input without states is refused."""
    with pytest.raises(ValueError):
        submission.mean_vector([])


def test_collision_has_the_same_mean(submission, close):
    """Your other input has the mean vector of the worked example."""
    others = checked(submission.collision(EXAMPLE), 2)
    close(mean(others), [0.5, 0.5], atol=1e-6, why="this is the mean vector of what you returned")


def test_attention_sees_the_collision(submission):
    """Attention reads something else from your other input than from the worked example."""
    others = checked(submission.collision(EXAMPLE), 2)
    queries = ([1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0])
    pairs = [(read(query, EXAMPLE), read(query, others)) for query in queries]
    gap = max(abs(a - b) for one, other in pairs for a, b in zip(one, other, strict=True))
    assert gap >= 1e-3, "attention reads the same from both inputs, so it cannot tell them apart"


def test_collision_follows_the_states(submission, close):
    """Other states have another mean vector, and your other input has that one."""
    others = checked(submission.collision([[4.0, -1.0, 0.0], [2.0, 5.0, 2.0]]), 3)
    close(mean(others), [3.0, 2.0, 1.0], atol=1e-6, why="this is the mean vector of what you returned")
